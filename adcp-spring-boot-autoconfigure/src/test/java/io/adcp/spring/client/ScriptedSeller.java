package io.adcp.spring.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

import io.adcp.spring.AdcpTask;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.retry.RetryPolicy;

/**
 * A seller without a network, that does with each attempt what its script says. It tells
 * its capabilities beside the script.
 */
final class ScriptedSeller implements AdcpTransport {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private final Queue<Function<AdcpCall, Mono<AdcpAnswer>>> script = new ArrayDeque<>();

	private final List<AdcpCall> sent = new ArrayList<>();

	private Function<AdcpCall, Mono<AdcpAnswer>> capabilities = answered(
			"{\"adcp\":{\"idempotency\":{\"supported\":true,\"replay_ttl_seconds\":86400}}}");

	/** Set what is done with the next attempts; the last step is repeated. */
	@SafeVarargs
	final ScriptedSeller script(Function<AdcpCall, Mono<AdcpAnswer>>... steps) {
		this.script.clear();
		this.script.addAll(List.of(steps));
		return this;
	}

	ScriptedSeller capabilities(Function<AdcpCall, Mono<AdcpAnswer>> capabilities) {
		this.capabilities = capabilities;
		return this;
	}

	/** The calls so far, those for capabilities left out. */
	synchronized List<AdcpCall> sent() {
		return List.copyOf(this.sent);
	}

	AdcpClientBuilder client() {
		return AdcpClient.builder("acme", this).retryPolicy(retries(2));
	}

	static RetryPolicy retries(long retries) {
		return RetryPolicy.builder()
			.maxRetries(retries)
			.delay(Duration.ofMillis(1))
			.timeout(Duration.ofMinutes(1))
			.build();
	}

	@Override
	public Mono<AdcpAnswer> send(AdcpCall call, @Nullable String token) {
		return Mono.defer(() -> step(call).apply(call));
	}

	private synchronized Function<AdcpCall, Mono<AdcpAnswer>> step(AdcpCall call) {
		if (call.task().equals(AdcpTask.GET_ADCP_CAPABILITIES)) {
			return this.capabilities;
		}
		this.sent.add(call);
		return (this.script.size() > 1) ? this.script.remove() : this.script.element();
	}

	static Function<AdcpCall, Mono<AdcpAnswer>> answered(String content) {
		return (call) -> Mono.just(new AdcpAnswer((ObjectNode) MAPPER.readTree(content), false));
	}

	static Function<AdcpCall, Mono<AdcpAnswer>> refused(String code) {
		return refused(code, "");
	}

	static Function<AdcpCall, Mono<AdcpAnswer>> refused(String code, String more) {
		String error = "{\"adcp_error\":{\"code\":\"" + code + "\",\"message\":\"No\"" + more + "}}";
		return (call) -> Mono.just(new AdcpAnswer((ObjectNode) MAPPER.readTree(error), true));
	}

	static Function<AdcpCall, Mono<AdcpAnswer>> lost() {
		return (call) -> Mono.error(AdcpTransportException.noAnswer(call, "Lost on the way", null, null));
	}

	static Function<AdcpCall, Mono<AdcpAnswer>> notSent() {
		return (call) -> Mono.error(AdcpTransportException.notSent(call, "Nobody listens", null, null));
	}

	static Function<AdcpCall, Mono<AdcpAnswer>> silent() {
		return (call) -> Mono.never();
	}

}
