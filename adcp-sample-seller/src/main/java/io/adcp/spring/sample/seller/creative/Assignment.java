package io.adcp.spring.sample.seller.creative;

import java.time.Instant;

/**
 * A creative's place in a package.
 *
 * @param packageId the package
 * @param accountId the account that has both
 * @param creativeId the creative
 * @param assignedAt since when
 */
record Assignment(String packageId, String accountId, String creativeId, Instant assignedAt) {
}
