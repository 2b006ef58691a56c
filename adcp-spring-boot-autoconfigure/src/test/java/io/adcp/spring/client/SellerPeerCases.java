package io.adcp.spring.client;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.AgentResolver;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.adcp.spring.client.AdcpClient.useIdempotencyKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Buys from a seller made with this library, over real HTTP. Buyer and seller share one
 * interface.
 */
abstract class SellerPeerCases {

	@LocalServerPort
	private int port;

	@Autowired
	private JdbcClient jdbc;

	/** How many answers get lost before one arrives. */
	private final AtomicInteger losses = new AtomicInteger();

	private AdcpClient client;

	@BeforeEach
	void prepare() {
		this.jdbc.sql("CREATE TABLE IF NOT EXISTS peer_buy (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(100))")
			.update();
		this.jdbc.sql("DELETE FROM peer_buy").update();
		this.client = client();
	}

	@Test
	void buysOnceHoweverManyAnswersAreLost() {
		this.losses.set(3);
		AdcpResult<Booked> result = this.client.createMediaBuy(new Buy("summer", 5)).call(Booked.class);
		assertThat(result.attempts()).isEqualTo(4);
		assertThat(result.replayed()).isTrue();
		assertThat(result.body().id()).startsWith("mb_");
		assertThat(buys()).isEqualTo(1);
	}

	/**
	 * The start date passes between two attempts: the seller refuses the second one
	 * before it looks at its records, which have the first one as executed.
	 */
	@Test
	void aRefusalAfterALostAnswerIsNoLeaveToCorrectAndBuyAgain() {
		this.losses.set(1);
		AdcpClientListener clock = new AdcpClientListener() {
			@Override
			public void onRetry(AdcpCall call, int attempt, AdcpException failure, Duration wait) {
				Flight.today = 15;
			}
		};
		AdcpClient client = client(clock);
		try {
			assertThatExceptionOfType(AdcpUnknownOutcomeException.class)
				.isThrownBy(() -> correctAndBuyAgainWhereTheRequestIsRefused(client))
				.withCauseInstanceOf(InvalidRequestException.class)
				.satisfies((failure) -> assertThatExceptionOfType(IdempotencyConflictException.class)
					.isThrownBy(() -> client.task(AdcpTask.CREATE_MEDIA_BUY)
						.idempotencyKey(Objects.requireNonNull(failure.idempotencyKey()))
						.body(new Flight("summer", 5, 20))
						.call(Booked.class)));
			assertThat(buys()).isEqualTo(1);
		}
		finally {
			Flight.today = 1;
		}
	}

	private static void correctAndBuyAgainWhereTheRequestIsRefused(AdcpClient client) {
		try {
			client.createMediaBuy(new Flight("summer", 5, 10)).call(Booked.class);
		}
		catch (InvalidRequestException ex) {
			client.createMediaBuy(new Flight("summer", 5, 20)).call(Booked.class);
		}
	}

	@Test
	void resumesAStoredCallInAnotherProcess() {
		this.losses.set(5);
		AdcpUnknownOutcomeException unknown = catchThrowableOfType(AdcpUnknownOutcomeException.class,
				() -> this.client.createMediaBuy(new Buy("summer", 5)).call(Booked.class));
		String stored = unknown.call().toJson();
		AdcpResult<Booked> result = client().resume(AdcpCall.fromJson(stored), Booked.class);
		assertThat(result.replayed()).isTrue();
		assertThat(result.idempotencyKey()).isEqualTo(unknown.idempotencyKey());
		assertThat(buys()).isEqualTo(1);
	}

	@Test
	void manyWhoResumeTheSameCallGetTheSameAnswer() {
		AdcpCall call = this.client.task(AdcpTask.CREATE_MEDIA_BUY).body(new Buy("summer", 5)).prepare();
		List<AdcpResult<Booked>> results = Objects.requireNonNull(Flux.range(0, 20)
			.flatMap((i) -> this.client.reactive().resume(call, Booked.class), 20)
			.collectList()
			.block(Duration.ofSeconds(60)));
		assertThat(results).extracting((result) -> result.body().id())
			.hasSize(20)
			.containsOnly(results.get(0).body().id());
		assertThat(results).filteredOn((result) -> !result.replayed()).hasSize(1);
		assertThat(buys()).isEqualTo(1);
	}

	@Test
	void anotherPayloadUnderTheSameKeyIsAConflict() {
		String key = IdempotencyKey.generate();
		useIdempotencyKey(key, () -> this.client.createMediaBuy(new Buy("summer", 5)).call(Booked.class));
		assertThatExceptionOfType(IdempotencyConflictException.class).isThrownBy(
				() -> useIdempotencyKey(key, () -> this.client.createMediaBuy(new Buy("summer", 6)).call(Booked.class)))
			.satisfies((failure) -> assertThat(failure.idempotencyKey()).isEqualTo(key));
	}

	@Test
	void errorsArriveWithFieldAndRecovery() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> this.client.createMediaBuy(new Buy("summer", -1)).call(Booked.class))
			.satisfies((failure) -> assertThat(failure.error().field()).isEqualTo("budget"));
		assertThatExceptionOfType(AdcpTaskException.class)
			.isThrownBy(() -> this.client.createMediaBuy(new Buy("unknown", 1)).call(Booked.class))
			.satisfies((failure) -> assertThat(failure.code()).isEqualTo("PRODUCT_NOT_FOUND"));
		assertThat(buys()).isZero();
	}

	@Test
	void anInternalErrorIsRepeatedAndTheKeyIsFreeAgain() {
		AdcpResult<Booked> result = this.client.createMediaBuy(new Buy("fails-once", 1)).call(Booked.class);
		assertThat(result.attempts()).isEqualTo(2);
		assertThat(result.replayed()).isFalse();
		assertThat(buys()).isEqualTo(1);
	}

	@Test
	void theContextComesBackUnchanged() {
		AdcpResult<JsonNode> result = this.client
			.createMediaBuy(Map.of("name", "a", "budget", 1, "context", Map.of("trace", 1.50)))
			.call(JsonNode.class);
		assertThat(result.context()).hasToString("{\"trace\":1.5}");
		assertThat(result.status()).isEqualTo(AdcpResult.COMPLETED);
	}

	@Test
	void buyerAndSellerShareAnInterface() {
		SalesAgent seller = this.client.proxy(SalesAgent.class);
		assertThat(seller.create(new Buy("summer", 5)).id()).startsWith("mb_");
		assertThat(seller.products()).containsKey("products");
		assertThat(buys()).isEqualTo(1);
	}

	private int buys() {
		return this.jdbc.sql("SELECT COUNT(*) FROM peer_buy").query(Integer.class).single();
	}

	/** What carries the calls to a seller on this port. */
	abstract AdcpTransport transport(int port);

	private AdcpClient client(AdcpClientListener... listeners) {
		AdcpTransport transport = transport(this.port);
		SkippedWaits waits = new SkippedWaits();
		AdcpClientBuilder builder = AdcpClient
			.builder("peer", (call, token) -> transport.send(call, token).flatMap((answer) -> {
				boolean lost = AdcpTask.CREATE_MEDIA_BUY.equals(call.task())
						&& this.losses.getAndUpdate((left) -> Math.max(0, left - 1)) > 0;
				return lost ? Mono.error(AdcpTransportException.noAnswer(call, "Lost on the way", null, null))
						: Mono.just(answer);
			}))
			.scheduler(waits)
			.listener(waits);
		List.of(listeners).forEach(builder::listener);
		return builder.build();
	}

	record Buy(String name, @PositiveOrZero int budget, @Ahead @Nullable Integer startDay) {

		Buy(String name, int budget) {
			this(name, budget, null);
		}

	}

	/** What the buyer sends where its start matters. */
	record Flight(String name, int budget, int startDay) {

		static volatile int today = 1;

	}

	/** A day that is still to come when the seller looks at it. */
	@Target(ElementType.FIELD)
	@Retention(RetentionPolicy.RUNTIME)
	@Constraint(validatedBy = AheadValidator.class)
	@interface Ahead {

		String message() default "lies in the past";

		Class<?>[] groups() default {};

		Class<? extends Payload>[] payload() default {};

	}

	static class AheadValidator implements ConstraintValidator<Ahead, Integer> {

		@Override
		public boolean isValid(@Nullable Integer day, ConstraintValidatorContext context) {
			return day == null || day > Flight.today;
		}

	}

	record Booked(@JsonProperty("media_buy_id") String id) {

	}

	interface SalesAgent {

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		Booked create(@Valid Buy buy);

		@AdcpTask(AdcpTask.GET_PRODUCTS)
		Map<String, Object> products();

	}

	@AdcpController
	static class Seller implements SalesAgent {

		private final JdbcClient jdbc;

		private final AtomicInteger failures = new AtomicInteger();

		Seller(JdbcClient jdbc) {
			this.jdbc = jdbc;
		}

		@Idempotent
		@Override
		public Booked create(Buy buy) {
			this.jdbc.sql("INSERT INTO peer_buy (name) VALUES (?)").param(buy.name()).update();
			if (buy.name().equals("unknown")) {
				throw new AdcpTaskException(AdcpError.of(AdcpErrorCode.PRODUCT_NOT_FOUND, "No such product"), null);
			}
			if (buy.name().equals("fails-once") && this.failures.getAndIncrement() == 0) {
				throw new IllegalStateException("The ad server is away");
			}
			return new Booked("mb_" + System.nanoTime());
		}

		@Override
		public Map<String, Object> products() {
			return Map.of("products", List.of());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Seller.class)
	static class Application {

		@Bean
		AgentResolver agentResolver() {
			return (principal) -> "agent-1";
		}

	}

}
