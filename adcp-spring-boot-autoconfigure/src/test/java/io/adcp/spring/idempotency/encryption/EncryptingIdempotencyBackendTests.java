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
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.contract.Engines;
import io.adcp.spring.idempotency.contract.ScriptedBackend;
import io.adcp.spring.idempotency.encryption.ResponseCipher.UnreadableResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.adcp.spring.idempotency.contract.Requests.id;
import static io.adcp.spring.idempotency.contract.Requests.request;
import static io.adcp.spring.idempotency.contract.Requests.withTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EncryptingIdempotencyBackendTests {

	private static final EncryptionKey OLD = key("old", 1);

	private static final EncryptionKey NEW = key("new", 2);

	// What a database keeps, and an intruder may change.
	private final Map<UUID, String> rows = new HashMap<>();

	private final ScriptedBackend database = ScriptedBackend.free()
		.onClaim((claim) -> Optional.ofNullable(this.rows.get(claim.id()))
			.map((text) -> IdempotencyRecord.completed(true, text, Duration.ofHours(1))))
		.onComplete((claim, response, retention) -> this.rows.put(claim.id(), response));

	private final List<String> runs = new ArrayList<>();

	private final IdempotencyRequest request = request();

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
		IdempotencyRequest other = request();
		execute(this.request, "{}", NEW);
		execute(other, "{}", NEW);
		String first = stored(this.request);
		this.rows.remove(id(this.request));
		execute(this.request, "{}", NEW);
		assertThat(stored(this.request)).isNotEqualTo(first).isNotEqualTo(stored(other));
	}

	@Test
	void theFirstKeyEncryptsAndOldOnesStillDecrypt() throws Exception {
		execute(this.request, "{}", OLD);
		assertThat(execute(this.request, "another", NEW, OLD)).isEqualTo("{}");
		IdempotencyRequest later = request();
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
		IdempotencyRequest other = request();
		execute(this.request, "{\"n\":1}", NEW);
		execute(other, "{\"n\":2}", NEW);
		this.rows.put(id(this.request), stored(other));
		assertRefused(this.request, NEW);
	}

	@Test
	void aTextOfAnotherTaskFailsClosed() throws Exception {
		execute(this.request, "{}", NEW);
		assertRefused(withTask(this.request, AdcpTask.UPDATE_MEDIA_BUY), NEW);
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
		this.rows.put(id(this.request), text);
		assertRefused(this.request, NEW);
	}

	@Test
	void plainTextsAreReplayedWhereThatIsAskedForOrNothingIsEncrypted() throws Exception {
		this.rows.put(id(this.request), "{\"plain\":true}");
		assertThat(execute(this.request, "another")).isEqualTo("{\"plain\":true}");
		IdempotencyStore migrating = Engines
			.rejecting(new EncryptingIdempotencyBackend(this.database, new ResponseCipher(List.of(NEW), true)));
		assertThat(migrating.execute(this.request, () -> "another").body()).isEqualTo("{\"plain\":true}");
	}

	@Test
	void aConflictIsToldWithoutReadingTheResponse() {
		this.database.onClaim((claim) -> Optional
			.of(IdempotencyRecord.completed(false, "a text that nobody can read", Duration.ofHours(1))));
		assertThatExceptionOfType(IdempotencyConflictException.class)
			.isThrownBy(() -> execute(this.request, "another", NEW));
	}

	@Test
	void twoKeysOfOneIdAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ResponseCipher(List.of(OLD, key("old", 2)), false))
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
		return Engines
			.rejecting(new EncryptingIdempotencyBackend(this.database, new ResponseCipher(Arrays.asList(keys), false)))
			.execute(call, () -> {
				this.runs.add(response);
				return response;
			})
			.body();
	}

	private String stored(IdempotencyRequest call) {
		return String.valueOf(this.rows.get(id(call)));
	}

	private static EncryptionKey key(String id, int seed) {
		byte[] secret = new byte[32];
		Arrays.fill(secret, (byte) seed);
		return EncryptionKey.parse(id + ":" + Base64.getEncoder().encodeToString(secret));
	}

}
