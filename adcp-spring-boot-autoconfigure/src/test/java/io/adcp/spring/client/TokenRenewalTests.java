package io.adcp.spring.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.adcp.spring.AdcpAuthenticationException;
import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A token that many calls were sent with is renewed once.
 */
class TokenRenewalTests {

	private static final int CALLS = 30;

	private final AtomicInteger renewals = new AtomicInteger();

	/** Of the calls that were sent with a token that has expired. */
	private final Queue<Sinks.One<AdcpAnswer>> refused = new ConcurrentLinkedQueue<>();

	private final CountDownLatch sent = new CountDownLatch(CALLS);

	private final CountDownLatch succeeded = new CountDownLatch(1);

	private volatile String valid = "token-2";

	private volatile boolean refusing;

	private final AdcpTransport transport = this::send;

	@Test
	void callsThatAreRefusedTogetherShareOneRenewal() throws Exception {
		AdcpTokenSupplier tokens = (agent, rejected) -> Mono.just((rejected == null) ? "token-1" : renew());
		Mono<List<AdcpResult<JsonNode>>> calls = callTogether(tokens);
		refuse(this.refused.size());
		assertThat(calls.block(Duration.ofSeconds(20))).hasSize(CALLS)
			.allSatisfy((result) -> assertThat(result.attempts()).isEqualTo(2));
		assertThat(this.renewals).hasValue(1);
	}

	@Test
	void aCallThatHearsOfItsRefusalLaterTakesTheRenewedToken() throws Exception {
		Mono<List<AdcpResult<JsonNode>>> calls = callTogether(
				(agent, rejected) -> Mono.just((rejected == null) ? "token-1" : renew()));
		refuse(1);
		assertThat(this.succeeded.await(10, TimeUnit.SECONDS)).isTrue();
		refuse(this.refused.size());
		assertThat(calls.block(Duration.ofSeconds(20))).hasSize(CALLS);
		assertThat(this.renewals).hasValue(1);
	}

	@Test
	void aTokenThatIsRefusedAgainIsRenewedAgain() {
		AdcpClient client = client((agent, rejected) -> Mono.just((rejected == null) ? "token-1" : renew()));
		this.refusing = true;
		book(client);
		this.valid = "token-3";
		assertThat(book(client).attempts()).isEqualTo(2);
		assertThat(this.renewals).hasValue(2);
	}

	@Test
	void aRenewalThatFailedIsTriedAgainByTheNextCall() {
		AtomicInteger asked = new AtomicInteger();
		AdcpClient client = client((agent, rejected) -> {
			if (rejected == null) {
				return Mono.just("token-1");
			}
			return (asked.incrementAndGet() == 1) ? Mono.error(new IllegalStateException("away")) : Mono.just(renew());
		});
		this.refusing = true;
		assertThatExceptionOfType(AdcpAuthenticationException.class).isThrownBy(() -> book(client));
		assertThat(book(client).attempts()).isEqualTo(2);
	}

	@Test
	void whoGoesAwayDoesNotTakeTheRenewalWithHim() throws Exception {
		Sinks.One<String> renewed = Sinks.one();
		CountDownLatch asked = new CountDownLatch(1);
		AdcpClient client = client((agent, rejected) -> {
			if (rejected == null) {
				return Mono.just("token-1");
			}
			asked.countDown();
			this.renewals.incrementAndGet();
			return renewed.asMono();
		});
		this.refusing = true;
		var first = client.reactive().createMediaBuy(Map.of()).call(JsonNode.class).subscribe();
		assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
		Mono<AdcpResult<JsonNode>> second = client.reactive().createMediaBuy(Map.of()).call(JsonNode.class).cache();
		second.subscribe();
		first.dispose();
		renewed.tryEmitValue("token-2");
		assertThat(second.block(Duration.ofSeconds(10))).isNotNull();
		assertThat(this.renewals).hasValue(1);
	}

	private String renew() {
		this.renewals.incrementAndGet();
		return this.valid;
	}

	private Mono<List<AdcpResult<JsonNode>>> callTogether(AdcpTokenSupplier tokens) throws InterruptedException {
		AdcpClient client = client(tokens);
		Mono<List<AdcpResult<JsonNode>>> calls = Flux.range(0, CALLS)
			.flatMap((i) -> client.reactive().createMediaBuy(Map.of("n", i)).call(JsonNode.class), CALLS)
			.collectList()
			.cache();
		calls.subscribe();
		assertThat(this.sent.await(10, TimeUnit.SECONDS)).isTrue();
		return calls;
	}

	private void refuse(int count) {
		for (int i = 0; i < count; i++) {
			this.refused.remove().tryEmitError(unauthorized());
		}
	}

	private Mono<AdcpAnswer> send(AdcpCall call, @Nullable String token) {
		if (this.valid.equals(token)) {
			return Mono.just(new AdcpAnswer(JsonMapper.shared().createObjectNode(), false));
		}
		if (this.refusing) {
			return Mono.error(unauthorized());
		}
		Sinks.One<AdcpAnswer> answer = Sinks.one();
		this.refused.add(answer);
		this.sent.countDown();
		return answer.asMono();
	}

	private static AdcpAuthenticationException unauthorized() {
		return new AdcpAuthenticationException(AdcpError.of(AdcpErrorCode.AUTH_INVALID, "expired"), null);
	}

	private AdcpClient client(AdcpTokenSupplier tokens) {
		return AdcpClient.builder("acme", this.transport)
			.requireIdempotency(false)
			.tokenSupplier(tokens)
			.listener(new AdcpClientListener() {
				@Override
				public void onSuccess(AdcpCall call, AdcpResult<JsonNode> result) {
					TokenRenewalTests.this.succeeded.countDown();
				}
			})
			.build();
	}

	private static AdcpResult<JsonNode> book(AdcpClient client) {
		return client.createMediaBuy(Map.of("buyer_ref", "b")).call(JsonNode.class);
	}

}
