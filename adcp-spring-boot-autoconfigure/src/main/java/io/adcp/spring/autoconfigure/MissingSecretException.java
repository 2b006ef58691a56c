package io.adcp.spring.autoconfigure;

/**
 * The salt of account hashes would not outlive the process, though the records do.
 */
class MissingSecretException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	MissingSecretException() {
		super("The application's own idempotency backend keeps no salt for the hashes of accounts, and "
				+ "adcp.idempotency.secret is not set. With a salt made anew at each start, accounts that are given by "
				+ "a natural key would be unknown after a restart, and repeated calls would be executed again.");
	}

}
