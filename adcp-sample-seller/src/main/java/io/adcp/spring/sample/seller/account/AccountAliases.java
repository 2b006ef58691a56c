package io.adcp.spring.sample.seller.account;

/**
 * Lets a reference stand for another account than the one that it names. There is none,
 * except in the sandbox.
 */
@FunctionalInterface
public interface AccountAliases {

	/**
	 * Return what a reference stands for.
	 * @param reference the reference as sent
	 * @return the reference to use
	 */
	AccountReference resolve(AccountReference reference);

}
