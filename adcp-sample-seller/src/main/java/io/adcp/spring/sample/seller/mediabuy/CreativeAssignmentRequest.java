package io.adcp.spring.sample.seller.mediabuy;

import java.util.List;

import jakarta.validation.constraints.NotBlank;

/**
 * A creative that is to run in a package.
 *
 * @param creativeId the creative, synced before
 */
record CreativeAssignmentRequest(@NotBlank String creativeId) {

	static List<String> idsOf(List<CreativeAssignmentRequest> assignments) {
		return assignments.stream().map(CreativeAssignmentRequest::creativeId).toList();
	}

}
