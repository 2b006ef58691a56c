package io.adcp.spring.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskCatalog;
import io.adcp.spring.AdcpTaskCatalog.Domain;
import io.adcp.spring.AdcpVersion;
import io.adcp.spring.idempotency.IdempotencyCapability;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers {@code get_adcp_capabilities} from what is registered (AdCP 3.1 idempotency,
 * rule 7).
 *
 * @since 0.1.0
 */
public final class CapabilitiesTask {

	// Creatives and accounts are handled by sellers of every protocol: only these tasks
	// make an agent one of creatives.
	private static final Set<String> CREATIVE_AGENT = Set.of(AdcpTask.BUILD_CREATIVE, AdcpTask.PREVIEW_CREATIVE);

	private static final Set<Domain> PROTOCOLS = Set.of(Domain.MEDIA_BUY, Domain.SIGNALS, Domain.GOVERNANCE,
			Domain.SPONSORED_INTELLIGENCE, Domain.BRAND);

	private final Map<AdcpVersion, ObjectNode> answers = new HashMap<>();

	/**
	 * Create the answers.
	 * @param tasks the tasks that are answered
	 * @param versions the releases of AdCP that are served
	 * @param idempotency what is promised about keys, or {@code null} for nothing
	 * @param customizers add to the answer, in this order
	 */
	public CapabilitiesTask(Set<String> tasks, ServedVersions versions, @Nullable IdempotencyCapability idempotency,
			List<AdcpCapabilitiesCustomizer> customizers) {
		for (AdcpVersion version : versions.releases()) {
			ObjectNode answer = base(tasks, versions, idempotency);
			customizers.forEach((customizer) -> customizer.customize(answer, version));
			this.answers.put(version, answer);
		}
	}

	private static ObjectNode base(Set<String> tasks, ServedVersions versions,
			@Nullable IdempotencyCapability idempotency) {
		ObjectNode answer = JsonNodeFactory.instance.objectNode();
		ObjectNode adcp = answer.putObject("adcp");
		versions.majors().forEach(adcp.putArray("major_versions")::add);
		ArrayNode releases = adcp.putArray("supported_versions");
		versions.releases().forEach((version) -> releases.add(version.toString()));
		declare(adcp.putObject("idempotency"), idempotency);
		protocols(tasks).forEach(answer.putArray("supported_protocols")::add);
		return answer;
	}

	private static void declare(ObjectNode declaration, @Nullable IdempotencyCapability idempotency) {
		declaration.put("supported", idempotency != null);
		if (idempotency != null) {
			declaration.put("replay_ttl_seconds", idempotency.replayTtl().toSeconds());
			declaration.put("in_flight_max_seconds", roundUp(idempotency.inFlightMax()));
		}
	}

	private static long roundUp(Duration duration) {
		return duration.plusSeconds(1).minusNanos(1).toSeconds();
	}

	private static Set<String> protocols(Set<String> tasks) {
		Set<String> protocols = new TreeSet<>();
		for (String task : tasks) {
			AdcpTaskCatalog.find(task)
				.map(AdcpTaskCatalog.Definition::domain)
				.filter((domain) -> PROTOCOLS.contains(domain) || CREATIVE_AGENT.contains(task))
				.ifPresent((domain) -> protocols.add(domain.name().toLowerCase(Locale.ROOT)));
		}
		return protocols;
	}

	Set<String> addTo(Set<String> tasks) {
		Set<String> all = new LinkedHashSet<>();
		all.add(AdcpTask.GET_ADCP_CAPABILITIES);
		all.addAll(tasks);
		return all;
	}

	JsonNode answer(AdcpVersion version) {
		return Objects.requireNonNull(this.answers.get(version));
	}

}
