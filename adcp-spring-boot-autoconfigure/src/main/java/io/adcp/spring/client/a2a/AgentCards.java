package io.adcp.spring.client.a2a;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpTransportException;
import io.adcp.spring.client.jsonrpc.JsonRpcEndpoint;
import io.adcp.spring.client.jsonrpc.JsonRpcFaults;
import io.adcp.spring.client.jsonrpc.JsonRpcRefusal;
import io.adcp.spring.wire.A2aVersion;
import io.adcp.spring.wire.LenientJson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * Asks the agent's card for the version of A2A that the agent speaks. The card is looked
 * for below the endpoint, and then at the root of its host, where A2A has it. Its
 * addresses are not followed.
 */
final class AgentCards {

	private static final String BINDING = "JSONRPC";

	private final JsonRpcEndpoint endpoint;

	private final A2aAnswerReader reader;

	private volatile @Nullable A2aVersion known;

	AgentCards(JsonRpcEndpoint endpoint, A2aAnswerReader reader) {
		this.endpoint = endpoint;
		this.reader = reader;
	}

	/**
	 * Tell which version to speak. Until that is known, nothing of the call has been
	 * sent.
	 */
	Mono<A2aVersion> version(A2aExchange exchange) {
		A2aVersion version = this.known;
		if (version != null) {
			return Mono.just(version);
		}
		String below = this.endpoint.url().getPath().replaceAll("/+$", "") + A2aVersion.CARD_PATH;
		return read(exchange, below, true)
			.switchIfEmpty(Mono.defer(() -> below.equals(A2aVersion.CARD_PATH) ? Mono.empty()
					: read(exchange, A2aVersion.CARD_PATH, false)))
			.switchIfEmpty(Mono.error(() -> noCard(exchange)))
			.map((card) -> version(exchange, card))
			.doOnNext((found) -> this.known = found)
			.onErrorMap((failure) -> JsonRpcFaults.translate(exchange, failure));
	}

	/** The agent has refused a message for its version, perhaps. */
	void forgetIf(boolean refused) {
		if (refused) {
			this.known = null;
		}
	}

	private Mono<ObjectNode> read(A2aExchange exchange, String path, boolean otherwise) {
		return this.endpoint.get(path, exchange.token()).exchangeToMono((response) -> {
			int status = response.statusCode().value();
			if (response.statusCode().is2xxSuccessful()) {
				return response.bodyToMono(byte[].class).mapNotNull(LenientJson::object).filter(AgentCards::isCard);
			}
			boolean absent = JsonRpcRefusal.isDefinite(status) && (otherwise || !JsonRpcRefusal.isUnauthorized(status));
			return response.releaseBody()
				.then(absent ? Mono.empty() : Mono.error(() -> refused(exchange, status, response)));
		});
	}

	private static boolean isCard(ObjectNode json) {
		return json.path("supportedInterfaces").isArray() || json.path("protocolVersion").isString();
	}

	private Throwable refused(A2aExchange exchange, int status, ClientResponse response) {
		if (JsonRpcRefusal.isUnauthorized(status)) {
			return JsonRpcRefusal.unauthorized(exchange, status, "");
		}
		Duration retryAfter = this.reader.retryAfter(response);
		AdcpCall call = exchange.call();
		return AdcpTransportException.notSent(call, "The card of the agent '" + call.agent()
				+ "' could not be read before " + call.task() + " (HTTP " + status + ")", retryAfter, null);
	}

	private static Throwable noCard(A2aExchange exchange) {
		AdcpCall call = exchange.call();
		return AdcpTransportException
			.permanent(call,
					"The agent '" + call.agent() + "' has no card at " + A2aVersion.CARD_PATH
							+ ": is this an A2A endpoint? See adcp.client.agents." + call.agent() + ".url",
					false, null);
	}

	private A2aVersion version(A2aExchange exchange, JsonNode card) {
		List<Offer> offers = offers(card);
		List<Offer> here = offers.stream().filter((offer) -> offer.isAt(this.endpoint)).toList();
		return (here.isEmpty() ? offers : here).stream()
			.map(Offer::version)
			.flatMap(Optional::stream)
			.sorted()
			.findFirst()
			.orElseThrow(() -> unknownVersion(exchange));
	}

	private static List<Offer> offers(JsonNode card) {
		List<Offer> offers = new ArrayList<>();
		for (JsonNode one : card.path("supportedInterfaces")) {
			offers.add(new Offer(one.path("url").stringValue(""), one.path("protocolBinding").stringValue(""),
					one.path("protocolVersion").stringValue("")));
		}
		offers.add(new Offer(card.path("url").stringValue(""), card.path("preferredTransport").stringValue(BINDING),
				card.path("protocolVersion").stringValue("")));
		return offers.stream().filter(Offer::isJsonRpc).toList();
	}

	private static AdcpTransportException unknownVersion(A2aExchange exchange) {
		AdcpCall call = exchange.call();
		return AdcpTransportException.permanent(call,
				"The agent '" + call.agent() + "' speaks neither A2A 1.0 nor 0.3 over JSON-RPC, says its card", false,
				null);
	}

	/**
	 * Where and how an agent can be called.
	 *
	 * @param url the address
	 * @param binding the protocol below A2A
	 * @param number the version of A2A
	 */
	private record Offer(String url, String binding, String number) {

		boolean isJsonRpc() {
			return this.binding.equalsIgnoreCase(BINDING);
		}

		boolean isAt(JsonRpcEndpoint endpoint) {
			return this.url.equals(endpoint.url().toString());
		}

		Optional<A2aVersion> version() {
			return A2aVersion.find(this.number);
		}

	}

}
