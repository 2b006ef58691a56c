package io.adcp.spring.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.adcp.spring.downstream.NotedCall;
import io.adcp.spring.downstream.OpenClaims;
import io.adcp.spring.idempotency.OpenClaim;
import io.adcp.spring.idempotency.OpenClaimBackend.Counts;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Actuator endpoint {@code adcpclaims}: the claims of calls to other systems whose
 * outcome is not known, and their settlement by hand. Neither keys nor requests nor
 * answers are shown.
 *
 * @since 0.1.0
 */
@Endpoint(id = "adcpclaims")
public class ClaimsEndpoint {

	private static final int LISTED = 100;

	private final OpenClaims claims;

	ClaimsEndpoint(OpenClaims claims) {
		this.claims = claims;
	}

	/**
	 * List the claims that need somebody.
	 * @return the counts, and up to 100 claims, the oldest first
	 */
	@ReadOperation
	public Map<String, Object> list() {
		Map<String, Object> description = new LinkedHashMap<>();
		Counts counts = this.claims.count();
		description.put("open", counts.open());
		description.put("reconciliationRequired", counts.reconciliationRequired());
		description.put("claims", this.claims.reconciliationRequired(LISTED).stream().map(this::describe).toList());
		return description;
	}

	/**
	 * Look at a claim.
	 * @param id its id
	 * @return the claim, or {@code null} for none
	 */
	@ReadOperation
	public @Nullable Map<String, Object> find(@Selector UUID id) {
		return this.claims.find(id).map(this::describe).orElse(null);
	}

	/**
	 * Settle a claim that nobody works on.
	 * @param id its id
	 * @param as what was found out
	 * @param response with {@code committed}: what repetitions get, a JSON object without
	 * envelope fields
	 * @param by who decided so, beside the user of the endpoint, if there is one
	 * @param security knows the user of the endpoint
	 * @return whether it was settled
	 * @throws Exception if it could not be stored
	 */
	@WriteOperation
	public Map<String, Object> settle(@Selector UUID id, Settlement as, @Nullable String response, @Nullable String by,
			SecurityContext security) throws Exception {
		String who = who(by, security);
		boolean settled = switch (as) {
			case COMMITTED -> this.claims.settleAsCommitted(id, requireObject(response), who);
			case PURGED -> this.claims.settleAsCommitted(id, null, who);
			case NOT_COMMITTED -> this.claims.settleAsNotCommitted(id, who);
			case RUN_AGAIN -> this.claims.runAgain(id, who);
		};
		return Map.of("settled", settled);
	}

	private static String who(@Nullable String by, SecurityContext security) {
		String user = (security.getPrincipal() != null) ? security.getPrincipal().getName() : null;
		if (user == null && (by == null || by.isBlank())) {
			throw new InvalidEndpointRequestException("Say who settles the claim", "'by' is missing");
		}
		String named = (by != null) ? by.replaceAll("\\p{Cntrl}", "?") : null;
		if (user == null || named == null) {
			return String.valueOf((user != null) ? user : named);
		}
		return named + " (as " + user + ")";
	}

	private static String requireObject(@Nullable String response) {
		try {
			if (response != null && JsonMapper.shared().readTree(response).isObject()) {
				return response;
			}
		}
		catch (JacksonException ex) {
			// As below
		}
		throw new InvalidEndpointRequestException("A response is a JSON object without envelope fields", "'response'");
	}

	private Map<String, Object> describe(OpenClaim claim) {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("id", claim.id().toString());
		description.put("task", claim.task());
		description.put("state", claim.isReconciliationRequired() ? "reconciliation_required" : "in_flight");
		description.put("run", claim.run());
		description.put("openedAt", claim.openedAt());
		description.put("leaseUntil", claim.leaseUntil());
		List<Map<String, Object>> calls = this.claims.calls(claim).stream().map(ClaimsEndpoint::describe).toList();
		description.put("calls", calls);
		return description;
	}

	private static Map<String, Object> describe(NotedCall call) {
		return Map.of("step", call.step(), "system", call.system(), "requestId", call.requestId(), "notedAt",
				call.notedAt());
	}

	/**
	 * What was found out about a claim.
	 */
	public enum Settlement {

		/** The request was carried out: repetitions get the response. */
		COMMITTED,

		/** The request was carried out, and what it made is gone. */
		PURGED,

		/** Nothing was carried out, and nothing will be: the key is free. */
		NOT_COMMITTED,

		/** The next equivalent request makes all calls anew, under new ids. */
		RUN_AGAIN

	}

}
