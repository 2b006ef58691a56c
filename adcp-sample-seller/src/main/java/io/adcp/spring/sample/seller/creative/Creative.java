package io.adcp.spring.sample.seller.creative;

import java.time.Instant;

/**
 * A creative of an account.
 *
 * @param accountId the account
 * @param creativeId the buyer's id of it
 * @param name its name
 * @param formatId its format
 * @param assets its assets, as JSON
 * @param status this seller's verdict
 * @param createdAt when it was first synced
 * @param updatedAt when it was last changed
 */
record Creative(String accountId, String creativeId, String name, String formatId, String assets, String status,
		Instant createdAt, Instant updatedAt) {

	boolean isIn(Assignment assignment) {
		return this.accountId.equals(assignment.accountId()) && this.creativeId.equals(assignment.creativeId());
	}

	boolean sameContentAs(Creative other) {
		return this.name.equals(other.name) && this.formatId.equals(other.formatId) && this.assets.equals(other.assets);
	}

}
