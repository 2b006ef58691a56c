package io.adcp.spring.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.Recovery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

import static io.adcp.spring.client.AdcpClient.useIdempotencyKey;
import static io.adcp.spring.client.ScriptedSeller.answered;
import static io.adcp.spring.client.ScriptedSeller.lost;
import static io.adcp.spring.client.ScriptedSeller.notSent;
import static io.adcp.spring.client.ScriptedSeller.refused;
import static io.adcp.spring.client.ScriptedSeller.silent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What settles a call once an attempt of it may have been executed, and what does not.
 */
class UnknownOutcomeTests {

	private static final Map<String, Object> BUY = Map.of("buyer_ref", "b-1");

	private static final Function<AdcpCall, Mono<AdcpAnswer>> BOOKED = answered("{\"media_buy_id\":\"mb-1\"}");

	private final ScriptedSeller seller = new ScriptedSeller();

	private final AdcpClient client = this.seller.client().build();

	@ParameterizedTest
	@ValueSource(strings = { "INVALID_REQUEST", "VALIDATION_ERROR", "PERMISSION_DENIED", "PRODUCT_NOT_FOUND",
			"ACCOUNT_SUSPENDED", "BUDGET_TOO_LOW", "AUTH_INVALID", "UNSUPPORTED_FEATURE" })
	void aRefusalAfterALostAnswerDoesNotSettleTheCall(String code) {
		this.seller.script(lost(), refused(code));
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(this::book).satisfies((failure) -> {
			assertThat(failure.lastFailure().code()).isEqualTo(code);
			assertThat(failure).hasCause(failure.lastFailure()).hasMessageContaining(code);
			assertThat(failure.attempts()).isEqualTo(2);
		});
	}

	@ParameterizedTest
	@CsvSource({ "IDEMPOTENCY_CONFLICT, io.adcp.spring.IdempotencyConflictException",
			"IDEMPOTENCY_EXPIRED, io.adcp.spring.IdempotencyExpiredException",
			"COMMITTED_RESOURCE_PURGED, io.adcp.spring.AdcpTaskException" })
	void whatTheSellersMemorySaysSettlesTheCall(String code, Class<? extends AdcpException> type) {
		this.seller.script(lost(), refused(code));
		assertThat(catchThrowableOfType(AdcpException.class, this::book)).isExactlyInstanceOf(type);
		assertThat(this.seller.sent()).hasSize(2);
	}

	@Test
	void aSuccessSettlesTheCall() {
		this.seller.script(lost(), BOOKED);
		assertThat(book().attempts()).isEqualTo(2);
	}

	@Test
	void aRefusalOfTheOnlyAttemptIsFinal() {
		this.seller.script(refused("INVALID_REQUEST"));
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(this::book);
		assertThat(this.seller.sent().get(0).executionPossible()).isFalse();
	}

	@Test
	void aRefusalAfterAttemptsThatWereCertainlyNotExecutedIsFinal() {
		this.seller.script(refused("RATE_LIMITED"), notSent(), refused("INVALID_REQUEST"));
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(this::book);
		assertThat(this.seller.sent()).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "SERVICE_UNAVAILABLE", "AD_SERVER_ASLEEP", "IDEMPOTENCY_IN_FLIGHT" })
	void aSellerThatCannotTellYetLeavesTheOutcomeOpen(String code) {
		this.seller.script(refused(code), refused("INVALID_REQUEST"));
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(this::book)
			.withCauseInstanceOf(InvalidRequestException.class);
	}

	@Test
	void resumingWhileTheSellerIsDownDoesNotSayThatNothingWasExecuted() {
		this.seller.script(lost());
		AdcpUnknownOutcomeException unknown = catchThrowableOfType(AdcpUnknownOutcomeException.class, this::book);
		this.seller.script(notSent());
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(() -> resume(unknown.call()))
			.satisfies((failure) -> assertThat(failure.lastFailure()).isInstanceOfSatisfying(
					AdcpTransportException.class, (last) -> assertThat(last.executionPossible()).isFalse()));
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class)
			.isThrownBy(() -> resume(AdcpCall.fromJson(unknown.call().toJson())));
		this.seller.script(refused("VALIDATION_ERROR"));
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(() -> resume(unknown.call()));
	}

	@Test
	void subscribingAgainWhileTheSellerIsDownDoesNotSayThatNothingWasExecuted() {
		Mono<AdcpResult<JsonNode>> call = this.client.reactive().createMediaBuy(BUY).call(JsonNode.class);
		this.seller.script(lost());
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(call::block);
		this.seller.script(notSent());
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(call::block);
	}

	@Test
	void aSellerThatDoesNotEvenTellItsCapabilitiesLeavesTheOutcomeUnknown() {
		this.seller.script(lost());
		AdcpCall call = catchThrowableOfType(AdcpUnknownOutcomeException.class, this::book).call();
		this.seller.capabilities(notSent());
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class)
			.isThrownBy(() -> this.seller.client().build().resume(call, JsonNode.class))
			.satisfies((failure) -> assertThat(failure.call()).isEqualTo(call))
			.satisfies((failure) -> assertThat(failure.attempts()).isZero());
		AdcpCall fresh = this.client.task(AdcpTask.CREATE_MEDIA_BUY).body(BUY).prepare();
		assertThatExceptionOfType(AdcpTransportException.class)
			.isThrownBy(() -> this.seller.client().build().resume(fresh, JsonNode.class))
			.withMessageContaining("did not tell its capabilities, so create_media_buy was not sent")
			.satisfies((failure) -> assertThat(failure.executionPossible()).isFalse())
			.satisfies((failure) -> assertThat(failure.idempotencyKey()).isEqualTo(fresh.idempotencyKey()));
	}

	@Test
	void aRefusalSaysNothingWhileAnotherAttemptOfTheSameCallIsUnderWay() {
		AdcpCall call = this.client.task(AdcpTask.CREATE_MEDIA_BUY).body(BUY).prepare();
		this.seller.script(silent(), refused("INVALID_REQUEST"));
		Disposable first = this.client.reactive().resume(call, JsonNode.class).subscribe();
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(() -> resume(call));
		first.dispose();
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(() -> resume(call));
	}

	@Test
	void aReadHasNoOutcomeToAskFor() {
		this.seller.script(lost(), refused("INVALID_REQUEST"));
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> this.client.getProducts(BUY).call(JsonNode.class));
	}

	@Test
	void aCallIsMarkedBeforeItsBytesMayLeave() {
		AdcpCall prepared = this.client.task(AdcpTask.CREATE_MEDIA_BUY).body(BUY).prepare();
		assertThat(prepared.executionPossible()).isFalse();
		assertThat(prepared.toJson()).contains("\"version\":2", "\"execution_possible\":false");
		this.seller.script((call) -> {
			assertThat(call.executionPossible()).isTrue();
			assertThat(call.toJson()).contains("\"execution_possible\":true");
			return BOOKED.apply(call);
		});
		assertThat(resume(prepared).attempts()).isEqualTo(1);
	}

	@Test
	void aStoredCallCountsAsPossiblyExecutedAlsoIfItWasStoredBeforeItWasSent() {
		AdcpCall prepared = this.client.task(AdcpTask.CREATE_MEDIA_BUY).body(BUY).prepare();
		String stored = prepared.toJson();
		String firstVersion = stored.replace("\"version\":2", "\"version\":1")
			.replace("\"execution_possible\":false,", "");
		this.seller.script(refused("INVALID_REQUEST"));
		for (String json : new String[] { stored, firstVersion }) {
			assertThat(AdcpCall.fromJson(json)).isEqualTo(prepared);
			assertThatExceptionOfType(AdcpUnknownOutcomeException.class)
				.isThrownBy(() -> resume(AdcpCall.fromJson(json)))
				.withCauseInstanceOf(InvalidRequestException.class);
		}
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> resume(AdcpCall.unsentFromJson(stored)));
		assertThatIllegalArgumentException().isThrownBy(() -> AdcpCall.unsentFromJson(firstVersion))
			.withMessageContaining("may have been executed");
	}

	@Test
	void whatWasSentCannotBeReadAsUnsent() {
		this.seller.script(lost());
		String sent = catchThrowableOfType(AdcpUnknownOutcomeException.class, this::book).call().toJson();
		assertThatIllegalArgumentException().isThrownBy(() -> AdcpCall.unsentFromJson(sent))
			.withMessageContaining("may have been executed");
	}

	@Test
	void aRetryLayerThatGoesByRecoveryOrCodeDoesNotBuyAgain() {
		this.seller.script(lost(), lost(), refused("RATE_LIMITED"));
		RetryPolicy transientOnly = RetryPolicy.builder()
			.maxRetries(3)
			.delay(Duration.ofMillis(1))
			.predicate((failure) -> failure instanceof AdcpException adcp && adcp.recovery() == Recovery.TRANSIENT)
			.build();
		assertThatExceptionOfType(RetryException.class)
			.isThrownBy(() -> new RetryTemplate(transientOnly).execute(this::book))
			.havingCause()
			.isInstanceOfSatisfying(AdcpUnknownOutcomeException.class, (failure) -> {
				assertThat(failure.recovery()).isEqualTo(Recovery.TERMINAL);
				assertThat(failure.code()).isEqualTo("UNKNOWN_OUTCOME");
			});
		assertThat(this.seller.sent()).hasSize(3)
			.extracting(AdcpCall::idempotencyKey)
			.containsOnly(this.seller.sent().get(0).idempotencyKey());
	}

	@Test
	void aRetryLayerWithinAKeysScopeSendsTheSameKeyEachTime() throws RetryException {
		this.seller.script(lost(), lost(), lost(), BOOKED);
		RetryTemplate retries = new RetryTemplate(RetryPolicy.builder().delay(Duration.ofMillis(1)).build());
		String key = IdempotencyKey.generate();
		try (IdempotencyKeyScope scope = useIdempotencyKey(key)) {
			assertThat(retries.execute(this::book).idempotencyKey()).isEqualTo(key);
		}
		assertThat(this.seller.sent()).hasSize(4).extracting(AdcpCall::idempotencyKey).containsOnly(key);
	}

	@Test
	void whatCanBeTriedLaterUnderANewKeyWasCertainlyNotExecuted() {
		for (Function<AdcpCall, Mono<AdcpAnswer>> fault : List.of(notSent(), lost(), refused("RATE_LIMITED"),
				refused("SERVICE_UNAVAILABLE"), refused("IDEMPOTENCY_IN_FLIGHT"), refused("AD_SERVER_ASLEEP"))) {
			this.seller.script(fault);
			AdcpException failure = catchThrowableOfType(AdcpException.class, this::book);
			AdcpCall call = this.seller.sent().get(this.seller.sent().size() - 1);
			assertThat(failure.recovery() == Recovery.TRANSIENT).isNotEqualTo(call.executionPossible());
		}
	}

	@Test
	void aConflictTellsThatACorrectionUnderTheSameKeyCameTooLate() {
		this.seller.script(lost(), refused("VALIDATION_ERROR"));
		AdcpUnknownOutcomeException unknown = catchThrowableOfType(AdcpUnknownOutcomeException.class, this::book);
		this.seller.script(refused("IDEMPOTENCY_CONFLICT"));
		assertThatExceptionOfType(IdempotencyConflictException.class)
			.isThrownBy(() -> this.client.task(AdcpTask.CREATE_MEDIA_BUY)
				.idempotencyKey(String.valueOf(unknown.idempotencyKey()))
				.body(Map.of("buyer_ref", "corrected"))
				.call(JsonNode.class));
	}

	private AdcpResult<JsonNode> book() {
		return this.client.createMediaBuy(BUY).call(JsonNode.class);
	}

	private AdcpResult<JsonNode> resume(AdcpCall call) {
		return this.client.resume(call, JsonNode.class);
	}

}
