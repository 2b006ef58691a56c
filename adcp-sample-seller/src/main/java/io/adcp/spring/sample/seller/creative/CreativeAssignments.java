package io.adcp.spring.sample.seller.creative;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.adcp.spring.sample.seller.Refusal;
import org.springframework.stereotype.Service;

/**
 * Which creatives run in which packages.
 */
@Service
public class CreativeAssignments {

	private final CreativeRepository repository;

	private final Clock clock;

	CreativeAssignments(CreativeRepository repository, Clock clock) {
		this.repository = repository;
		this.clock = clock;
	}

	/**
	 * Make these, and no others, the creatives of a package.
	 * @param accountId the account that has both
	 * @param packageId the package
	 * @param creativeIds the creatives, which have to exist
	 * @param field the path of the request's field that names them
	 */
	public void replace(String accountId, String packageId, List<String> creativeIds, String field) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
		this.repository.unassignAll(packageId);
		for (int i = 0; i < creativeIds.size(); i++) {
			String creativeId = creativeIds.get(i);
			if (this.repository.find(accountId, creativeId).isEmpty()) {
				throw Refusal.correctable("CREATIVE_NOT_FOUND", field + "[" + i + "].creative_id",
						"The account has no such creative");
			}
			this.repository.assign(new Assignment(packageId, accountId, creativeId, now));
		}
	}

	/**
	 * Return the creatives of packages.
	 * @param packageIds the packages
	 * @return the creatives' ids by package; packages without any are missing
	 */
	public Map<String, List<String>> of(Collection<String> packageIds) {
		return this.repository.findAssignmentsOfPackages(packageIds)
			.stream()
			.collect(Collectors.groupingBy(Assignment::packageId,
					Collectors.mapping(Assignment::creativeId, Collectors.toList())));
	}

}
