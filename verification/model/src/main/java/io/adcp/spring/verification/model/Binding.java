package io.adcp.spring.verification.model;

/**
 * How records stand to the business rows.
 */
public enum Binding {

	/** In one transaction, as in a database. */
	TRANSACTIONAL,

	/** Beside it, under a lease, as in memory and in Redis. */
	LEASED

}
