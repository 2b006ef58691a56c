package io.adcp.spring.client.a2a;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

import io.adcp.spring.client.AdcpAnswer;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpTransport;
import io.adcp.spring.client.AdcpTransportException;
import io.adcp.spring.client.jsonrpc.JsonRpcEndpoint;
import io.adcp.spring.wire.DoubleRange;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Sends calls as A2A messages over HTTP, one POST each, in the way of AdCP's profile
 * (AdCP 3.2, A2A profile extension v3). Every attempt of a call posts the same bytes as
 * its input, in a message with an id of its own. Redirects are not followed: a call that
 * moves money goes to the configured address only.
 * <p>
 * The agent's card tells whether it speaks A2A 1.0 or 0.3; nothing else is taken from it.
 * It is read before the first call, and again when the agent has refused the version.
 * <p>
 * A number beyond 2^53 is never sent, because A2A would round it. An answer without a
 * result of AdCP leaves the outcome unknown, also where the agent says that it is still
 * working: the same call, sent again, gets the answer.
 *
 * @since 0.1.0
 */
public final class A2aTransport implements AdcpTransport {

	private final JsonRpcEndpoint endpoint;

	private final A2aAnswerReader reader;

	private final AgentCards cards;

	A2aTransport(JsonRpcEndpoint endpoint, Clock clock) {
		this.endpoint = endpoint;
		this.reader = new A2aAnswerReader(clock);
		this.cards = new AgentCards(endpoint, this.reader);
	}

	/**
	 * Start building a transport.
	 * @param url the seller's A2A endpoint
	 * @return the builder
	 */
	public static A2aTransportBuilder builder(URI url) {
		return new A2aTransportBuilder(url);
	}

	@Override
	public String address() {
		return this.endpoint.address();
	}

	@Override
	public Mono<AdcpAnswer> send(AdcpCall call, @Nullable String token) {
		return Mono.defer(() -> {
			requireDoubles(call);
			A2aExchange exchange = new A2aExchange(call, token);
			return this.cards.version(exchange)
				.flatMap((version) -> exchange.run(version, this.endpoint, this.reader))
				.doOnTerminate(() -> this.cards.forgetIf(exchange.isVersionRefused()));
		});
	}

	private static void requireDoubles(AdcpCall call) {
		if (!DoubleRange.holds(new String(call.arguments(), StandardCharsets.UTF_8))) {
			throw AdcpTransportException.permanent(call, call.task()
					+ " was not sent: A2A carries no number beyond 9007199254740991. Send it as a text where the "
					+ "task allows that", false, null);
		}
	}

}
