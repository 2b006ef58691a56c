package io.adcp.spring.idempotency.encryption;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.IdempotencySettings;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.InFlightPolicy;
import io.adcp.spring.idempotency.InsertLimiter;
import io.adcp.spring.idempotency.PayloadHash;
import io.adcp.spring.idempotency.RecordId;
import io.adcp.spring.idempotency.Retention;
import io.adcp.spring.idempotency.UnitOfWork;
import io.adcp.spring.idempotency.encryption.ResponseCipher.UnreadableResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EncryptingIdempotencyBackendTests {

	private static final EncryptionKey OLD = key("old", 1);

	private static final EncryptionKey NEW = key("new", 2);

	private final Rows rows = new Rows();

	private final List<String> runs = new ArrayList<>();

	private final IdempotencyRequest request = request(AdcpTask.CREATE_MEDIA_BUY);

	@Test
	void aResponseIsStoredEncryptedAndReplayedByteForByte() throws Exception {
		String response = "{\"text\":\"R\u00e9sum\u00e9 \ud83d\ude00 \u0000\"}";
		assertThat(execute(this.request, response, NEW)).isEqualTo(response);
		assertThat(stored(this.request)).startsWith("adcp1:new:").doesNotContain("text");
		assertThat(execute(this.request, "another", NEW)).isEqualTo(response);
		assertThat(this.runs).hasSize(1);
	}

	@Test
	void theSameResponseIsNeverEncryptedAlike() throws Exception {
		IdempotencyRequest other = request(AdcpTask.CREATE_MEDIA_BUY);
		execute(this.request, "{}", NEW);
		execute(other, "{}", NEW);
		String first = stored(this.request);
		this.rows.texts.remove(id(this.request));
		execute(this.request, "{}", NEW);
		assertThat(stored(this.request)).isNotEqualTo(first).isNotEqualTo(stored(other));
	}

	@Test
	void theFirstKeyEncryptsAndOldOnesStillDecrypt() throws Exception {
		execute(this.request, "{}", OLD);
		assertThat(execute(this.request, "another", NEW, OLD)).isEqualTo("{}");
		IdempotencyRequest later = request(AdcpTask.CREATE_MEDIA_BUY);
		execute(later, "{}", NEW, OLD);
		assertThat(stored(later)).startsWith("adcp1:new:");
		assertThat(this.runs).hasSize(2);
	}

	@Test
	void aKeyThatIsGoneFailsClosed() throws Exception {
		execute(this.request, "{}", OLD);
		assertRefused(this.request, NEW);
	}

	@Test
	void anotherKeyUnderTheSameIdFailsClosed() throws Exception {
		execute(this.request, "{}", OLD);
		assertRefused(this.request, key("old", 3));
	}

	@Test
	void noKeyAtAllFailsClosed() throws Exception {
		execute(this.request, "{}", OLD);
		assertRefused(this.request);
	}

	@Test
	void aTextThatWasMovedToAnotherRecordFailsClosed() throws Exception {
		IdempotencyRequest other = request(AdcpTask.CREATE_MEDIA_BUY);
		execute(this.request, "{\"n\":1}", NEW);
		execute(other, "{\"n\":2}", NEW);
		this.rows.texts.put(id(this.request), stored(other));
		assertRefused(this.request, NEW);
	}

	@Test
	void aTextOfAnotherTaskFailsClosed() throws Exception {
		execute(this.request, "{}", NEW);
		assertRefused(new IdempotencyRequest(this.request.scope(), this.request.key(), AdcpTask.UPDATE_MEDIA_BUY,
				this.request.payload()), NEW);
	}

	@Test
	void everyBitOfATextCounts() {
		ResponseCipher cipher = new ResponseCipher(List.of(NEW), false);
		UUID record = id(this.request);
		String text = cipher.encrypt(record, this.request.task(), "{}");
		byte[] sealed = Base64.getDecoder().decode(text.substring("adcp1:new:".length()));
		for (int bit = 0; bit < sealed.length * 8; bit++) {
			byte[] changed = sealed.clone();
			changed[bit / 8] ^= (byte) (1 << (bit % 8));
			String stored = "adcp1:new:" + Base64.getEncoder().encodeToString(changed);
			assertThatExceptionOfType(UnreadableResponseException.class)
				.isThrownBy(() -> cipher.decrypt(record, this.request.task(), stored));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "adcp1:", "adcp1:new", "adcp1:new:", "adcp1:new:AAAA", "adcp1:new:!!", "adcp1::AAAA",
			"{\"plain\":true}", "" })
	void aTextThatIsNoneFailsClosed(String text) {
		this.rows.texts.put(id(this.request), text);
		assertRefused(this.request, NEW);
	}

	@Test
	void plainTextsAreReplayedWhereThatIsAskedForOrNothingIsEncrypted() throws Exception {
		this.rows.texts.put(id(this.request), "{\"plain\":true}");
		assertThat(execute(this.request, "another")).isEqualTo("{\"plain\":true}");
		IdempotencyStore migrating = store(new EncryptingIdempotencyBackend(this.rows, List.of(NEW), true));
		assertThat(migrating.execute(this.request, () -> "another").body()).isEqualTo("{\"plain\":true}");
	}

	@Test
	void aConflictIsToldWithoutReadingTheResponse() throws Exception {
		execute(this.request, "{}", OLD);
		this.rows.samePayload = false;
		assertThatExceptionOfType(IdempotencyConflictException.class)
			.isThrownBy(() -> execute(this.request, "another", NEW));
	}

	@Test
	void twoKeysOfOneIdAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new EncryptingIdempotencyBackend(this.rows, List.of(OLD, key("old", 2)), false))
			.withMessageContaining("'old'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "abc", ":c2hvcnQ=", "a b:c2hvcnQ=", "a:c2hvcnQ=", "a:not base64!",
			"a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
	void aKeyThatIsNoneIsRefusedAndNotShown(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> EncryptionKey.parse(text))
			.withMessageStartingWith("must ")
			.withMessageNotContainingAny("c2hvcnQ", "AAAA", "!");
	}

	@Test
	void aKeyShowsItsIdAlone() {
		assertThat(NEW).hasToString("EncryptionKey[id=new]");
	}

	private void assertRefused(IdempotencyRequest call, EncryptionKey... keys) {
		int before = this.runs.size();
		assertThatExceptionOfType(AdcpTaskException.class).isThrownBy(() -> execute(call, "another", keys))
			.satisfies((ex) -> {
				assertThat(ex.code()).isEqualTo(AdcpErrorCode.SERVICE_UNAVAILABLE.name());
				assertThat(ex.error().message()).doesNotContain(call.key().substring(0, 9));
			});
		assertThat(this.runs).hasSize(before);
	}

	private String execute(IdempotencyRequest call, String response, EncryptionKey... keys) throws Exception {
		return store(new EncryptingIdempotencyBackend(this.rows, Arrays.asList(keys), false)).execute(call, () -> {
			this.runs.add(response);
			return response;
		}).body();
	}

	private static IdempotencyStore store(IdempotencyBackend backend) {
		Retention retention = new Retention(Duration.ofHours(1), Retention.DEFAULT_SKEW, Duration.ofDays(1));
		return new IdempotencyStore(backend, UnitOfWork.NONE,
				new IdempotencySettings(retention, InFlightPolicy.REJECT, Duration.ofSeconds(1), Duration.ofSeconds(1)),
				InsertLimiter.NONE, List.of());
	}

	private String stored(IdempotencyRequest call) {
		return String.valueOf(this.rows.texts.get(id(call)));
	}

	private static UUID id(IdempotencyRequest call) {
		return RecordId.of(call.scope(), call.key());
	}

	private static IdempotencyRequest request(String task) {
		return new IdempotencyRequest(new IdempotencyScope("agent", null, null), IdempotencyKey.generate(), task,
				PayloadHash.of(new byte[32]));
	}

	private static EncryptionKey key(String id, int seed) {
		byte[] secret = new byte[32];
		Arrays.fill(secret, (byte) seed);
		return EncryptionKey.parse(id + ":" + Base64.getEncoder().encodeToString(secret));
	}

	/**
	 * What a database keeps, and an intruder may change.
	 */
	private static final class Rows implements IdempotencyBackend {

		private final Map<UUID, String> texts = new HashMap<>();

		private boolean samePayload = true;

		@Override
		public Optional<IdempotencyRecord> claim(Claim claim) {
			return Optional.ofNullable(this.texts.get(claim.id()))
				.map((text) -> IdempotencyRecord.completed(this.samePayload, text, Duration.ofHours(1)));
		}

		@Override
		public void complete(Claim claim, String response, Retention retention) {
			this.texts.put(claim.id(), response);
		}

		@Override
		public void release(Claim claim) {
		}

		@Override
		public int purge(Retention retention, int limit) {
			return 0;
		}

		@Override
		public String name() {
			return "rows";
		}

	}

}
