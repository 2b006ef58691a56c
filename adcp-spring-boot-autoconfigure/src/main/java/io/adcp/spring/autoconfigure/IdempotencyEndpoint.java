package io.adcp.spring.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend.Counts;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend.Summary;
import io.adcp.spring.idempotency.RecordId;
import io.adcp.spring.idempotency.observation.OutcomeCounts;
import io.adcp.spring.server.AccountResolver;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Actuator endpoint {@code adcpidempotency}. A record is looked up by agent, account
 * and key with a POST, because a key must not stand in an address, where access logs
 * would keep it; the answer's id is no secret, and stands for the record from there on.
 * Responses are never shown.
 *
 * @since 0.1.0
 */
@Endpoint(id = "adcpidempotency")
public class IdempotencyEndpoint {

	private final AdcpIdempotencyProperties properties;

	private final OutcomeCounts outcomes;

	private final IdempotencyBackend backend;

	private final @Nullable AccountResolver accounts;

	IdempotencyEndpoint(AdcpIdempotencyProperties properties, OutcomeCounts outcomes, IdempotencyBackend backend,
			@Nullable AccountResolver accounts) {
		this.properties = properties;
		this.outcomes = outcomes;
		this.backend = backend;
		this.accounts = accounts;
	}

	/**
	 * Describe this node.
	 * @return configuration, outcomes since the start, and how many records there are
	 */
	@ReadOperation
	public Map<String, Object> describe() {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("configuration", configuration());
		Map<String, Long> counted = new LinkedHashMap<>();
		this.outcomes.get().forEach((outcome, count) -> counted.put(outcome.label(), count));
		description.put("outcomes", counted);
		if (this.backend instanceof InspectableIdempotencyBackend inspectable) {
			inspectable.count().ifPresent((counts) -> description.put("records", describe(counts)));
		}
		return description;
	}

	private Map<String, Object> configuration() {
		Map<String, Object> configuration = new LinkedHashMap<>();
		configuration.put("backend", this.backend.name());
		configuration.put("ttl", this.properties.getTtl().toString());
		configuration.put("tombstoneRetention", this.properties.getTombstoneRetention().toString());
		configuration.put("inFlight", this.properties.getInFlight());
		configuration.put("waitTimeout", this.properties.getWaitTimeout().toString());
		configuration.put("inFlightMax", this.properties.getInFlightMax().toString());
		configuration.put("rateLimited", this.properties.getRateLimit().isEnabled());
		configuration.put("encrypted", !this.properties.getEncryption().getKeys().isEmpty());
		return configuration;
	}

	/**
	 * Look a record up by scope and key.
	 * @param agent the authenticated agent
	 * @param account the account's id, or the natural key as a JSON object; none where
	 * the task has none
	 * @param session the sponsored intelligence session, or none
	 * @param key the key
	 * @return the record, or {@code null} for none
	 */
	@WriteOperation
	public @Nullable Map<String, Object> lookUp(String agent, @Nullable String account, @Nullable String session,
			String key) {
		return find(RecordId.of(new IdempotencyScope(agent, resolve(agent, account), session), key));
	}

	/**
	 * Look a record up by its id.
	 * @param id the id
	 * @return the record, or {@code null} for none
	 */
	@ReadOperation
	public @Nullable Map<String, Object> find(@Selector UUID id) {
		return inspectable().find(id).map(IdempotencyEndpoint::describe).orElse(null);
	}

	/**
	 * Forget a record: the next call with its key runs again.
	 * @param id the id
	 * @return what was done
	 */
	@DeleteOperation
	public Map<String, Object> delete(@Selector UUID id) {
		return Map.of("deleted", inspectable().delete(id));
	}

	private InspectableIdempotencyBackend inspectable() {
		if (this.backend instanceof InspectableIdempotencyBackend inspectable) {
			return inspectable;
		}
		throw new InvalidEndpointRequestException("The backend '" + this.backend.name() + "' cannot look records up",
				"not inspectable");
	}

	private @Nullable String resolve(String agent, @Nullable String account) {
		if (this.accounts == null || account == null) {
			return account;
		}
		ObjectNode request = JsonNodeFactory.instance.objectNode();
		if (account.startsWith("{")) {
			request.set("account", parse(account));
		}
		else {
			request.putObject("account").put("account_id", account);
		}
		return this.accounts.resolve(agent, request);
	}

	private static JsonNode parse(String account) {
		try {
			return JsonMapper.shared().readTree(account);
		}
		catch (JacksonException ex) {
			throw new InvalidEndpointRequestException("The account is neither an id nor a JSON object", "account");
		}
	}

	private static Map<String, Object> describe(Counts counts) {
		return Map.of("live", counts.live(), "tombstones", counts.tombstones(), "unresolved", counts.unresolved());
	}

	private static Map<String, Object> describe(Summary summary) {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("id", summary.id().toString());
		description.put("task", summary.task());
		description.put("state", summary.state().name().toLowerCase(Locale.ROOT));
		description.put("expiresAt", summary.expiresAt());
		return description;
	}

}
