package io.adcp.spring.client.webhook;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.EdECPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.client.AdcpAnswer;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpClient;
import io.adcp.spring.client.AdcpResult;
import io.adcp.spring.client.book.BookFixture;
import io.adcp.spring.client.book.JdbcCallBook;
import io.adcp.spring.client.task.TaskUpdates;
import io.adcp.spring.idempotency.encryption.EncryptionKey;
import io.adcp.spring.signature.MessageSigner;
import io.adcp.spring.signature.MessageVerifier;
import io.adcp.spring.testing.OfficialVectors;
import io.adcp.spring.signature.SignatureAlgorithm;
import io.adcp.spring.signature.SignatureProfile;
import io.adcp.spring.testing.AdjustableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a webhook is answered, and what becomes of it, on every database (AdCP 3.2,
 * webhooks a buyer receives).
 */
abstract class ReceivedWebhookContract {

	private static final String URL = "https://buyer.example/adcp/webhooks/acme";

	private static final EncryptionKey KEY = EncryptionKey.parse("2026-01:" + "A".repeat(43) + "=");

	private final AdjustableClock clock = new AdjustableClock();

	private final TaskUpdates updates = new TaskUpdates();

	private final KeyPair keys = newKeys();

	private BookFixture fixture;

	private JdbcCallBook book;

	private AdcpClient client;

	private WebhookReceiver receiver;

	private WebhookListener listener = (event) -> {
	};

	private AdcpCall call;

	abstract BookFixture createFixture();

	@BeforeEach
	void open() {
		this.fixture = createFixture();
		this.fixture.jdbc().execute("CREATE TABLE booking (media_buy varchar(50), status varchar(20))");
		this.book = this.fixture.book(KEY, this.clock);
		MessageVerifier verifier = new MessageVerifier(SignatureProfile.WEBHOOK,
				new JwksKeys(() -> jwks(this.keys), this.clock), this.fixture.memory(this.clock).nonces("acme"));
		this.receiver = new WebhookReceiver(
				Map.of("acme", WebhookSource.signing(verifier), "nova", WebhookSource.signing(verifier)), this.book,
				this.fixture.memory(this.clock), this.fixture.transactions(), List.of((event) -> {
					this.listener.onEvent(event);
					this.fixture.jdbc()
						.update("INSERT INTO booking VALUES (?, ?)",
								(event.body() != null) ? event.body().path("media_buy_id").stringValue(null) : null,
								event.update().status());
				}), this.updates, this.clock);
		this.client = AdcpClient
			.builder("acme",
					(sent, token) -> Mono.just(new AdcpAnswer(
							(ObjectNode) JsonMapper.shared().readTree("{\"status\":\"submitted\",\"task_id\":\"t-1\"}"),
							false)))
			.requireIdempotency(false)
			.clock(this.clock)
			.callBook(this.book)
			.taskUpdates(this.updates)
			.pushNotifications((agent,
					operation) -> JsonNodeFactory.instance.objectNode().put("url", URL).put("operation_id", operation))
			.build();
		this.call = this.client.createMediaBuy(Map.of("buyer_ref", "b-1")).webhook().prepare();
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void aCallThatAsksForWebhooksIsInTheBookBeforeItIsSent() {
		assertThat(this.book.find(this.call.id())).isEmpty();
		AdcpResult<JsonNode> submitted = submit();
		assertThat(this.book.find(this.call.id())).contains(this.call);
		assertThat(JsonMapper.shared().readTree(this.call.arguments()).path("push_notification_config"))
			.isEqualTo(JsonNodeFactory.instance.objectNode().put("url", URL).put("operation_id", this.call.id()));
		assertThat(submitted.isUnfinished()).isTrue();
	}

	@Test
	void theEndIsToldOnceWhetherAWebhookOrAPollBringsIt() {
		AdcpResult<JsonNode> submitted = submit();
		CompletableFuture<AdcpResult<JsonNode>> followed = this.client.reactive()
			.follow(submitted, JsonNode.class)
			.toFuture();
		assertThat(deliver(completed("mb-1"))).isEqualTo(204);
		AdcpResult<JsonNode> end = followed.join();
		assertThat(end.body().path("media_buy_id").stringValue()).isEqualTo("mb-1");
		assertThat(this.client.settle(end, () -> {
			throw new AssertionError("told twice");
		})).isFalse();
		assertThat(bookings()).containsExactly("mb-1");
		assertThat(this.book.find(this.call.id())).isEmpty();
	}

	@Test
	void anEndThatComesBeforeTheCallsOwnAnswerIsKept() {
		this.client.store(this.call);
		assertThat(deliver(completed("mb-1"))).isEqualTo(204);
		submit();
		assertThat(bookings()).containsExactly("mb-1");
		assertThat(this.book.find(this.call.id())).isEmpty();
	}

	@Test
	void aRepetitionIsAnsweredAndHasNoEffect() {
		submit();
		ObjectNode body = completed("mb-1");
		assertThat(deliver(body)).isEqualTo(204);
		assertThat(deliver(body)).isEqualTo(204);
		ObjectNode reordered = JsonNodeFactory.instance.objectNode();
		body.properties()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.forEach((field) -> reordered.set(field.getKey(), field.getValue()));
		assertThat(deliver(reordered)).isEqualTo(204);
		assertThat(bookings()).containsExactly("mb-1");
	}

	@Test
	void anotherBodyUnderTheSameKeyIsRefused() {
		submit();
		ObjectNode body = completed("mb-1");
		assertThat(deliver(body)).isEqualTo(204);
		assertThat(deliver(body.deepCopy().put("message", "changed"))).isEqualTo(409);
		assertThat(bookings()).containsExactly("mb-1");
	}

	@Test
	void theSameEndUnderAnotherKeyHasNoEffectAndAnotherEndIsRefused() {
		submit();
		assertThat(deliver(completed("mb-1"))).isEqualTo(204);
		assertThat(deliver(completed("mb-1"))).isEqualTo(204);
		assertThat(deliver(completed("mb-2"))).isEqualTo(409);
		assertThat(deliver(event("failed"))).isEqualTo(409);
		assertThat(bookings()).containsExactly("mb-1");
	}

	@Test
	void whatComesLateReopensNothing() {
		submit();
		assertThat(deliver(event("working"))).isEqualTo(204);
		assertThat(deliver(completed("mb-1"))).isEqualTo(204);
		assertThat(deliver(event("working"))).isEqualTo(204);
		assertThat(statuses()).containsExactly("working", "completed");
	}

	@Test
	void olderProgressIsNotToldAfterNewer() {
		submit();
		assertThat(deliver(event("working"))).isEqualTo(204);
		assertThat(deliver(event("submitted").put("timestamp", "2025-12-31T23:59:59Z"))).isEqualTo(204);
		assertThat(deliver(event("input-required").put("timestamp", "2026-01-01T00:00:01Z"))).isEqualTo(204);
		assertThat(statuses()).containsExactly("working", "input-required");
		assertThat(deliver(completed("mb-1").put("timestamp", "2025-12-31T23:59:59Z")))
			.as("an end counts, early or late")
			.isEqualTo(204);
		assertThat(bookings()).contains("mb-1");
	}

	@Test
	void noSellerCanSpeakOfTheCallOfAnother() {
		submit();
		assertThat(deliverAs("nova", event("working"))).isEqualTo(404);
		assertThat(deliverAs("nova", completed("mb-9"))).isEqualTo(404);
		assertThat(deliver(completed("mb-1"))).isEqualTo(204);
		assertThat(deliverAs("nova", event("working"))).isEqualTo(404);
		assertThat(deliverAs("nova", completed("mb-1"))).isEqualTo(404);
		assertThat(deliverAs("nova", completed("mb-9"))).isEqualTo(404);
		assertThat(bookings()).containsExactly("mb-1");
	}

	@Test
	void aListenerThatFailsGetsTheEventAgainAndItsRowsAreUndone() {
		submit();
		ObjectNode body = completed("mb-1");
		this.listener = (event) -> {
			this.fixture.jdbc().update("INSERT INTO booking VALUES ('half', 'done')");
			throw new IllegalStateException("The order is locked");
		};
		assertThat(deliver(body)).isEqualTo(500);
		assertThat(bookings()).isEmpty();
		this.listener = (event) -> {
		};
		assertThat(deliver(body)).isEqualTo(204);
		assertThat(bookings()).containsExactly("mb-1");
	}

	@Test
	void aDeliveryWhileTheSameEventIsTakenComesAgain() throws Exception {
		submit();
		ObjectNode body = completed("mb-1");
		CountDownLatch inListener = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		this.listener = (event) -> {
			inListener.countDown();
			await(goOn);
		};
		ExecutorService thread = Executors.newSingleThreadExecutor();
		try {
			Future<Integer> first = thread.submit(() -> deliver(body));
			await(inListener);
			assertThat(deliver(body)).isEqualTo(503);
			goOn.countDown();
			assertThat(first.get()).isEqualTo(204);
			assertThat(deliver(body)).isEqualTo(204);
		}
		finally {
			thread.shutdownNow();
		}
		assertThat(bookings()).containsExactly("mb-1");
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void whatIsAboutNoCallOfOursIsRefused() {
		submit();
		assertThat(deliver(completed("mb-1").put("operation_id", IdempotencyKey.generate()))).isEqualTo(404);
		assertThat(deliver(completed("mb-1").put("task_id", "another"))).isEqualTo(409);
		assertThat(deliver(completed("mb-1").put("task_type", "update_media_buy"))).isEqualTo(409);
		assertThat(this.receiver.receive(new WebhookRequest("nobody", URL, Map.of(), new byte[0])).status())
			.isEqualTo(404);
		assertThat(bookings()).isEmpty();
	}

	@Test
	void theForgedAreRefused() {
		submit();
		byte[] body = bytes(completed("mb-1"));
		Map<String, List<String>> headers = signed(this.keys, body);
		byte[] changed = new String(body, StandardCharsets.UTF_8).replace("mb-1", "mb-9")
			.getBytes(StandardCharsets.UTF_8);
		assertThat(receive(headers, changed).signatureError()).isEqualTo("webhook_signature_digest_mismatch");
		assertThat(receive(Map.of("Content-Type", List.of("application/json")), body).signatureError())
			.isEqualTo("webhook_signature_header_malformed");
		assertThat(receive(signed(newKeys(), body), body).signatureError()).isEqualTo("webhook_signature_invalid");
		assertThat(receive(headers, body).status()).isEqualTo(204);
		assertThat(receive(headers, body).signatureError()).isEqualTo("webhook_signature_replayed");
		Map<String, List<String>> late = signed(this.keys, body);
		this.clock.advance(Duration.ofMinutes(10));
		assertThat(receive(late, body).signatureError()).isEqualTo("webhook_signature_window_invalid");
		assertThat(bookings()).containsExactly("mb-1");
	}

	@Test
	void whatIsNoJsonOrHasAKeyTwiceIsRefused() {
		submit();
		byte[] twice = "{\"a\":1,\"a\":2}".getBytes(StandardCharsets.UTF_8);
		assertThat(receive(signed(this.keys, twice), twice).signatureError()).isEqualTo("webhook_body_malformed");
		Map<String, List<String>> text = new HashMap<>(signed(this.keys, twice));
		text.put("Content-Type", List.of("text/plain"));
		assertThat(receive(text, twice).status()).isEqualTo(415);
	}

	@Test
	void theOfficialEnvelopesAreToldApart() {
		JsonNode vectors = OfficialVectors.read("webhook-receiver-envelope.json");
		for (JsonNode vector : vectors.path("positive")) {
			assertThat(Delivery.read("acme", vector.path("payload"))).as(vector.path("id").asString()).isPresent();
		}
		assertThat(vectors.path("negative")).isNotEmpty();
		for (JsonNode vector : vectors.path("negative")) {
			assertThat(Delivery.read("acme", vector.path("payload"))).as(vector.path("id").asString()).isEmpty();
		}
	}

	private AdcpResult<JsonNode> submit() {
		return this.client.resume(this.call, JsonNode.class);
	}

	private ObjectNode completed(String mediaBuy) {
		ObjectNode event = event("completed");
		event.putObject("result").put("media_buy_id", mediaBuy);
		return event;
	}

	private ObjectNode event(String status) {
		return JsonNodeFactory.instance.objectNode()
			.put("idempotency_key", IdempotencyKey.generate())
			.put("operation_id", this.call.id())
			.put("task_id", "t-1")
			.put("task_type", "create_media_buy")
			.put("status", status)
			.put("timestamp", "2026-01-01T00:00:00Z");
	}

	private int deliver(ObjectNode event) {
		return deliverAs("acme", event);
	}

	private int deliverAs(String agent, ObjectNode event) {
		byte[] body = bytes(event);
		return this.receiver.receive(new WebhookRequest(agent, URL, signed(this.keys, body), body)).status();
	}

	private WebhookAnswer receive(Map<String, List<String>> headers, byte[] body) {
		return this.receiver.receive(new WebhookRequest("acme", URL, headers, body));
	}

	private static byte[] bytes(ObjectNode event) {
		return event.toString().getBytes(StandardCharsets.UTF_8);
	}

	private Map<String, List<String>> signed(KeyPair keys, byte[] body) {
		MessageSigner signer = new MessageSigner(SignatureProfile.WEBHOOK, "acme-1", SignatureAlgorithm.ED25519,
				keys.getPrivate());
		Map<String, List<String>> headers = new HashMap<>();
		signer.sign("POST", URL, "application/json", body, this.clock.instant())
			.forEach((name, value) -> headers.put(name, List.of(value)));
		headers.put("Content-Type", List.of("application/json"));
		headers.put("Host", List.of("buyer.example"));
		return headers;
	}

	private static KeyPair newKeys() {
		try {
			return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static byte[] jwks(KeyPair keys) {
		byte[] encoded = ((EdECPublicKey) keys.getPublic()).getEncoded();
		byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
		return ("{\"keys\":[{\"kid\":\"acme-1\",\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"alg\":\"EdDSA\",\"use\":\"sig\","
				+ "\"key_ops\":[\"verify\"],\"adcp_use\":\"request-signing\",\"x\":\""
				+ Base64.getUrlEncoder().withoutPadding().encodeToString(x) + "\"}]}")
			.getBytes(StandardCharsets.UTF_8);
	}

	private List<@Nullable String> bookings() {
		return this.fixture.jdbc().queryForList("SELECT media_buy FROM booking", String.class);
	}

	private List<String> statuses() {
		return new ArrayList<>(this.fixture.jdbc().queryForList("SELECT status FROM booking", String.class));
	}

}
