package io.adcp.spring.sample.seller.creative;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.adcp.spring.sample.seller.product.FormatId;

/**
 * The answer to {@code list_creatives}.
 *
 * @param querySummary how much was found
 * @param pagination where the next page begins
 * @param creatives the creatives of this page
 */
record ListCreativesResponse(QuerySummary querySummary, Pagination pagination, List<Item> creatives) {

	record QuerySummary(int totalMatching, int returned) {
	}

	record Pagination(boolean hasMore, @Nullable String cursor, int totalCount) {
	}

	record Item(String creativeId, String name, FormatId formatId, String status, Instant createdDate,
			Instant updatedDate, Assignments assignments) {

		static Item of(Creative creative, List<Assignment> assignments) {
			return new Item(creative.creativeId(), creative.name(), FormatId.standard(creative.formatId()),
					creative.status(), creative.createdAt(), creative.updatedAt(),
					new Assignments(assignments.size(), assignments.stream().map(AssignedPackage::of).toList()));
		}

	}

	record Assignments(int assignmentCount, List<AssignedPackage> assignedPackages) {
	}

	record AssignedPackage(String packageId, Instant assignedDate) {

		static AssignedPackage of(Assignment assignment) {
			return new AssignedPackage(assignment.packageId(), assignment.assignedAt());
		}

	}

}
