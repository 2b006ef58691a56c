package io.adcp.spring.sample.seller.creative;

/**
 * Knows the packages that creatives can run in. The packages belong to the media buys,
 * which depend on creatives and not the other way round.
 */
public interface PackageDirectory {

	/**
	 * Return whether an account has booked a package that is still open to changes.
	 * @param accountId the account
	 * @param packageId the package
	 * @return {@code true} where it has
	 */
	boolean isOpen(String accountId, String packageId);

}
