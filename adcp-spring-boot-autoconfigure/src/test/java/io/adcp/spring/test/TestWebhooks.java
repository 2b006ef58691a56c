package io.adcp.spring.test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

import io.adcp.spring.signature.SignatureProfile;
import io.adcp.spring.signature.SigningKey;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends webhooks, signed by a key that lives as long as the seller.
 */
final class TestWebhooks {

	private static final String JSON = "application/json";

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final SigningKey key = newKey();

	private final HttpClient client = HttpClient.create();

	private volatile UnaryOperator<URI> route = UnaryOperator.identity();

	void route(UnaryOperator<URI> route) {
		this.route = route;
	}

	byte[] jwks() {
		return JsonMapper.shared().writeValueAsBytes(Map.of("keys", List.of(this.key.toJwk("webhook-signing"))));
	}

	/** Signed for the address that the buyer named, whatever way it goes. */
	int send(String address, ObjectNode event) {
		byte[] body = event.toString().getBytes(StandardCharsets.UTF_8);
		Map<String, String> headers = new HashMap<>(
				this.key.signer(SignatureProfile.WEBHOOK).sign("POST", address, JSON, body, Instant.now()));
		headers.put("Content-Type", JSON);
		headers.put("Host", URI.create(address).getRawAuthority());
		try {
			return Objects
				.requireNonNull(this.client.headers((all) -> headers.forEach(all::set))
					.post()
					.uri(this.route.apply(URI.create(address)).toString())
					.send(ByteBufFlux.fromInbound(Mono.just(body)))
					.response()
					.block(TIMEOUT))
				.status()
				.code();
		}
		catch (RuntimeException ex) {
			throw new AssertionError("The buyer cannot be reached at " + address + " for a webhook. Does the test run "
					+ "the application's web server, as by webEnvironment = RANDOM_PORT?", ex);
		}
	}

	private static SigningKey newKey() {
		try {
			KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
			return SigningKey.of("test-seller-1", pair.getPrivate(), pair.getPublic());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform from 15 on has Ed25519", ex);
		}
	}

}
