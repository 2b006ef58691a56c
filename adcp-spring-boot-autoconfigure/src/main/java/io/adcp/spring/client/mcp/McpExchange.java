package io.adcp.spring.client.mcp;

import io.adcp.spring.client.AdcpAnswer;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.jsonrpc.JsonRpcEndpoint;
import io.adcp.spring.client.jsonrpc.JsonRpcExchange;
import io.adcp.spring.client.jsonrpc.JsonRpcFaults;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One {@code tools/call}.
 */
final class McpExchange extends JsonRpcExchange {

	private final McpSession session;

	McpExchange(AdcpCall call, @Nullable String token, McpSession session) {
		super(call, token);
		this.session = session;
	}

	McpSession session() {
		return this.session;
	}

	@Override
	public String protocol() {
		return "MCP";
	}

	@Override
	public @Nullable ObjectNode error(JsonNode result) {
		return McpMessage.error(result);
	}

	Mono<AdcpAnswer> run(JsonRpcEndpoint endpoint, McpAnswerReader reader) {
		return Mono
			.defer(() -> post(endpoint, body(), this.session::write)
				.exchangeToMono((response) -> reader.read(this, response)))
			.onErrorMap((failure) -> !(failure instanceof McpSessionRefusedException),
					(failure) -> JsonRpcFaults.translate(this, failure))
			.switchIfEmpty(Mono.error(() -> JsonRpcFaults.garbled(this, "the answer was empty")));
	}

	private byte[] body() {
		return message("tools/call", "{\"name\":" + quoted(call().task()) + ",\"arguments\":", "}");
	}

}
