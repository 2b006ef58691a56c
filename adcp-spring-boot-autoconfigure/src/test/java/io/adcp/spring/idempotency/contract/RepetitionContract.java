package io.adcp.spring.idempotency.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.Recovery;
import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.ClaimLostException;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.IdempotentResponse;
import org.junit.jupiter.api.Test;

import static io.adcp.spring.idempotency.contract.Requests.request;
import static io.adcp.spring.idempotency.contract.Requests.withPayload;
import static io.adcp.spring.idempotency.contract.Requests.withScope;
import static io.adcp.spring.idempotency.contract.Requests.withTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * One call after the other: rules 2 to 5 and the scope.
 */
abstract class RepetitionContract extends ContractFixture {

	private static final int MEBIBYTE = 1 << 20;

	@Test
	void itsNameIsALowerCaseWord() {
		assertThat(backend().name()).matches("[a-z][a-z0-9-]*");
	}

	@Test
	void aNewKeyRunsTheHandler() throws Exception {
		assertThat(execute(request(), "{\"n\":1}")).isEqualTo(new IdempotentResponse("{\"n\":1}", false));
	}

	@Test
	void aRepetitionGetsTheFirstAnswerAndTheHandlerIsNotRun() throws Exception {
		IdempotencyRequest request = request();
		execute(request, "{\"n\":1}");
		assertThat(repeat(request)).isEqualTo(new IdempotentResponse("{\"n\":1}", true));
		assertThat(repeat(request)).isEqualTo(new IdempotentResponse("{\"n\":1}", true));
	}

	@Test
	void aMebibyteOfEveryKindOfUnicodeComesBackByteForByte() throws Exception {
		IdempotencyRequest request = request();
		String response = UnicodeText.ofAtLeast(MEBIBYTE);
		execute(request, response);
		byte[] replayed = repeat(request).body().getBytes(StandardCharsets.UTF_8);
		assertThat(replayed).hasSizeGreaterThan(MEBIBYTE).isEqualTo(response.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void aResponseOfTheGreatestSizeIsStoredAndALargerOneIsUndone() throws Exception {
		IdempotencyRequest request = request();
		String greatest = "\"" + "a".repeat(MAX_RESPONSE_BYTES - 2) + "\"";
		assertThatExceptionOfType(AdcpTaskException.class).isThrownBy(() -> execute(request, greatest + " "))
			.satisfies((ex) -> {
				assertThat(ex.code()).isEqualTo("CONFIGURATION_ERROR");
				assertThat(ex.recovery()).isEqualTo(Recovery.TERMINAL);
			});
		assertThat(execute(request, greatest).replayed()).isFalse();
		assertThat(repeat(request).body()).isEqualTo(greatest);
	}

	@Test
	void aResponseIsMeasuredInBytes() {
		String response = "ü".repeat(MAX_RESPONSE_BYTES / 2 + 1);
		assertThatExceptionOfType(AdcpTaskException.class).isThrownBy(() -> execute(request(), response));
	}

	@Test
	void anEmptyObjectIsAnAnswerToo() throws Exception {
		IdempotencyRequest request = request();
		execute(request, "{}");
		assertThat(repeat(request)).isEqualTo(new IdempotentResponse("{}", true));
	}

	@Test
	void anotherPayloadUnderTheKeyIsAConflict() throws Exception {
		IdempotencyRequest request = request();
		execute(request, "{}");
		assertConflict(withPayload(request, 2));
		assertThat(repeat(request).replayed()).isTrue();
	}

	@Test
	void anotherTaskUnderTheKeyIsAConflict() throws Exception {
		IdempotencyRequest request = request();
		execute(request, "{}");
		assertConflict(withTask(request, AdcpTask.SYNC_CREATIVES));
	}

	private void assertConflict(IdempotencyRequest request) {
		assertThatExceptionOfType(IdempotencyConflictException.class).isThrownBy(() -> repeat(request));
		assertThatExceptionOfType(IdempotencyConflictException.class).isThrownBy(() -> repeatHere(request));
	}

	@Test
	void theSameKeyInAnotherScopeIsAnotherKey() throws Exception {
		IdempotencyRequest request = request();
		List<IdempotencyScope> scopes = List.of(new IdempotencyScope("agent", "account", null),
				new IdempotencyScope("agent-2", "account", null), new IdempotencyScope("agent", "account-2", null),
				new IdempotencyScope("agent", null, null), new IdempotencyScope("agent", "account", "session"));
		for (IdempotencyScope scope : scopes) {
			assertThat(execute(withScope(request, scope), "\"" + scope + "\"").replayed()).isFalse();
		}
		for (IdempotencyScope scope : scopes) {
			assertThat(repeat(withScope(request, scope)).body()).isEqualTo("\"" + scope + "\"");
		}
	}

	@Test
	void anErrorFreesTheKeyForTheSamePayload() throws Exception {
		IdempotencyRequest request = request();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> fail(request, new IOException("broken")));
		assertThat(execute(request, "{\"n\":2}").replayed()).isFalse();
		assertThat(repeat(request).body()).isEqualTo("{\"n\":2}");
	}

	@Test
	void anErrorFreesTheKeyForACorrectedPayload() throws Exception {
		IdempotencyRequest request = request();
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> fail(request, new IllegalStateException("broken")));
		assertThat(execute(withPayload(request, 2), "{\"n\":2}").replayed()).isFalse();
		assertThatExceptionOfType(IdempotencyConflictException.class).isThrownBy(() -> repeat(request));
	}

	@Test
	void aReleasedClaimIsFree() throws Exception {
		IdempotencyRequest request = request();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> inUnit(() -> {
			Claim claim = claim(request);
			assertThat(backend().claim(claim)).isEmpty();
			backend().release(claim);
			throw new IOException("undo");
		}));
		assertThat(execute(request, "{}").replayed()).isFalse();
	}

	@Test
	void aReleaseAfterTheCompletionChangesNothing() throws Exception {
		IdempotencyRequest request = request();
		inUnit(() -> {
			Claim claim = claim(request);
			backend().claim(claim);
			backend().complete(claim, "{}", RETENTION);
			backend().release(claim);
			return claim;
		});
		assertThat(repeat(request).replayed()).isTrue();
	}

	@Test
	void aSecondCompletionIsRefusedAndTheFirstStays() throws Exception {
		IdempotencyRequest request = request();
		execute(request, "{\"n\":1}");
		assertThatExceptionOfType(ClaimLostException.class).isThrownBy(() -> inUnit(() -> {
			backend().complete(claim(request), "{\"n\":2}", RETENTION);
			return "";
		}));
		assertThat(repeat(request).body()).isEqualTo("{\"n\":1}");
	}

	private void fail(IdempotencyRequest request, Exception failure) throws Exception {
		rejecting().execute(request, () -> {
			throw failure;
		});
	}

}
