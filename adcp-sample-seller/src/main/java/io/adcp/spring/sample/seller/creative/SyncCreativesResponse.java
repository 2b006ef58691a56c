package io.adcp.spring.sample.seller.creative;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code sync_creatives}.
 *
 * @param dryRun whether nothing was changed
 * @param creatives what became of each creative
 */
record SyncCreativesResponse(boolean dryRun, List<Result> creatives) {

	/**
	 * What became of one creative.
	 *
	 * @param creativeId the creative
	 * @param action {@code created}, {@code updated}, {@code unchanged} or {@code failed}
	 * @param status this seller's verdict, absent where it failed
	 * @param errors why it failed
	 * @param assignedTo the packages that it now runs in
	 * @param assignmentErrors the packages that it could not be put into, and why
	 */
	record Result(String creativeId, String action, @Nullable String status, @Nullable List<Problem> errors,
			@Nullable List<String> assignedTo, @Nullable Map<String, String> assignmentErrors) {
	}

	/**
	 * Why a creative failed.
	 *
	 * @param code the AdCP error code
	 * @param message a sentence for a person
	 * @param field the path of the request's field at fault
	 */
	record Problem(String code, String message, String field) {
	}

}
