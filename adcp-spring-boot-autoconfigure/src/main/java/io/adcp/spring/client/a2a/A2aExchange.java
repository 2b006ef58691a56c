package io.adcp.spring.client.a2a;

import java.util.Set;

import io.adcp.spring.client.AdcpAnswer;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.jsonrpc.JsonRpcEndpoint;
import io.adcp.spring.client.jsonrpc.JsonRpcExchange;
import io.adcp.spring.client.jsonrpc.JsonRpcFaults;
import io.adcp.spring.wire.A2aVersion;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpHeaders;

/**
 * One message to an agent.
 */
final class A2aExchange extends JsonRpcExchange {

	private static final int METHOD_NOT_FOUND = -32601;

	private static final int VERSION_NOT_SUPPORTED = -32009;

	/**
	 * Unknown task, no push notifications, unsupported operation, content or extension:
	 * what A2A tells before it runs a task.
	 */
	private static final Set<Integer> REFUSED = Set.of(-32001, -32003, -32004, -32005, -32008, VERSION_NOT_SUPPORTED);

	private volatile boolean versionRefused;

	A2aExchange(AdcpCall call, @Nullable String token) {
		super(call, token);
	}

	@Override
	public String protocol() {
		return "A2A";
	}

	@Override
	public @Nullable ObjectNode error(JsonNode result) {
		return A2aResult.error(result);
	}

	@Override
	public boolean refusesRequest(int code) {
		return super.refusesRequest(code) || REFUSED.contains(code);
	}

	/** Take note of the code of an error. */
	void note(int code) {
		this.versionRefused = code == METHOD_NOT_FOUND || code == VERSION_NOT_SUPPORTED;
	}

	/** Whether the agent may have come to speak another version. */
	boolean isVersionRefused() {
		return this.versionRefused;
	}

	Mono<AdcpAnswer> run(A2aVersion version, JsonRpcEndpoint endpoint, A2aAnswerReader reader) {
		return Mono
			.defer(() -> post(endpoint, body(version), (headers) -> write(version, headers))
				.exchangeToMono((response) -> reader.read(this, response)))
			.onErrorMap((failure) -> JsonRpcFaults.translate(this, failure))
			.switchIfEmpty(Mono.error(() -> JsonRpcFaults.garbled(this, "the answer was empty")));
	}

	private static void write(A2aVersion version, HttpHeaders headers) {
		headers.set(A2aVersion.VERSION_HEADER, version.toString());
		headers.set(A2aVersion.EXTENSIONS_HEADER, A2aVersion.PROFILE);
	}

	private byte[] body(A2aVersion version) {
		String kind = (version == A2aVersion.V0_3) ? "\"kind\":\"message\"," : "";
		return message(version.sendMethod(),
				"{\"message\":{" + kind + "\"messageId\":" + quoted(id()) + ",\"role\":\"" + version.userRole()
						+ "\",\"parts\":[{" + version.dataKind() + "\"data\":{\"skill\":" + quoted(call().task())
						+ ",\"input\":",
				"}}]}}");
	}

}
