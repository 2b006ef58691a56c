package io.adcp.spring.sample.seller.creative;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.adcp.spring.sample.seller.Refusal;
import io.adcp.spring.sample.seller.creative.SyncCreativesResponse.Problem;
import io.adcp.spring.sample.seller.creative.SyncCreativesResponse.Result;
import io.adcp.spring.sample.seller.product.CreativeFormat;
import io.adcp.spring.sample.seller.product.FormatId;
import io.adcp.spring.sample.seller.product.Products;
import org.springframework.stereotype.Service;

/**
 * Brings an account's creatives in line with what the buyer sends. This seller approves
 * at once whatever comes in a format that it takes.
 */
@Service
class CreativeSync {

	private final CreativeRepository repository;

	private final Products products;

	private final PackageDirectory packages;

	private final Clock clock;

	CreativeSync(CreativeRepository repository, Products products, PackageDirectory packages, Clock clock) {
		this.repository = repository;
		this.products = products;
		this.packages = packages;
		this.clock = clock;
	}

	SyncCreativesResponse sync(String accountId, SyncCreativesRequest request) {
		Set<String> formats = this.products.findFormats()
			.stream()
			.map(CreativeFormat::formatId)
			.collect(Collectors.toSet());
		List<Result> results = new ArrayList<>();
		for (int i = 0; i < request.creatives().size(); i++) {
			SyncCreativesRequest.Item item = request.creatives().get(i);
			if (!request.selects(item)) {
				continue;
			}
			Optional<Problem> problem = problemOf(item, formats, "creatives[" + i + "].format_id");
			results.add(problem.isPresent() ? failed(item, problem.get(), request) : save(accountId, item, request));
		}
		return new SyncCreativesResponse(request.isDryRun(), results);
	}

	private static Optional<Problem> problemOf(SyncCreativesRequest.Item item, Set<String> formats, String field) {
		FormatId format = item.formatId();
		if (formats.contains(format.id()) && FormatId.standard(format.id()).equals(format)) {
			return Optional.empty();
		}
		return Optional.of(new Problem("CREATIVE_REJECTED", "This seller does not take this format", field));
	}

	private static Result failed(SyncCreativesRequest.Item item, Problem problem, SyncCreativesRequest request) {
		if (!request.isLenient()) {
			throw Refusal.correctable(problem.code(), problem.field(), problem.message());
		}
		return new Result(item.creativeId(), "failed", null, List.of(problem), null, null);
	}

	private Result save(String accountId, SyncCreativesRequest.Item item, SyncCreativesRequest request) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
		Creative creative = new Creative(accountId, item.creativeId(), item.name(), item.formatId().id(),
				item.assets().toString(), "approved", now, now);
		Creative existing = this.repository.find(accountId, item.creativeId()).orElse(null);
		String action = action(creative, existing);
		Assignments assignments = new Assignments();
		if (!request.isDryRun()) {
			write(creative, action);
			assign(creative, request, assignments);
		}
		return new Result(item.creativeId(), action, "approved", null, assignments.done(), assignments.problems());
	}

	private static String action(Creative creative, @Nullable Creative existing) {
		if (existing == null) {
			return "created";
		}
		return existing.sameContentAs(creative) ? "unchanged" : "updated";
	}

	private void write(Creative creative, String action) {
		boolean added = action.equals("created") && this.repository.insertIfAbsent(creative);
		if (!added && !action.equals("unchanged")) {
			this.repository.update(creative);
		}
	}

	private void assign(Creative creative, SyncCreativesRequest request, Assignments assignments) {
		if (request.assignments() == null) {
			return;
		}
		List<SyncCreativesRequest.Assignment> wanted = request.assignments();
		for (int i = 0; i < wanted.size(); i++) {
			SyncCreativesRequest.Assignment assignment = wanted.get(i);
			if (!assignment.creativeId().equals(creative.creativeId())) {
				continue;
			}
			if (this.packages.isOpen(creative.accountId(), assignment.packageId())) {
				this.repository.assign(new Assignment(assignment.packageId(), creative.accountId(),
						creative.creativeId(), creative.updatedAt()));
				assignments.done.add(assignment.packageId());
			}
			else if (request.isLenient()) {
				assignments.problems.put(assignment.packageId(), "The account has no such open package");
			}
			else {
				throw Refusal.correctable("PACKAGE_NOT_FOUND", "assignments[" + i + "].package_id",
						"The account has no such open package");
			}
		}
	}

	private static final class Assignments {

		private final List<String> done = new ArrayList<>();

		private final Map<String, String> problems = new LinkedHashMap<>();

		@Nullable List<String> done() {
			return this.done.isEmpty() ? null : this.done;
		}

		@Nullable Map<String, String> problems() {
			return this.problems.isEmpty() ? null : this.problems;
		}

	}

}
