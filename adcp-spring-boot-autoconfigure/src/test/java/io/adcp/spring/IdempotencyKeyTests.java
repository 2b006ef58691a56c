package io.adcp.spring;

import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class IdempotencyKeyTests {

	@Test
	void generatesRandomUuidsOfVersionFour() {
		String key = IdempotencyKey.generate();
		assertThat(UUID.fromString(key).version()).isEqualTo(4);
		assertThat(IdempotencyKey.generate()).isNotEqualTo(key);
		assertThat(IdempotencyKey.validate(key)).isEqualTo(key);
	}

	@Test
	void neverRefusesRandomKeys() {
		Random random = new Random(20260731);
		for (int i = 0; i < 20_000; i++) {
			String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
			assertThat(IdempotencyKey.validate(uuid)).isEqualTo(uuid);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "order-2026-000000000001", "acme:campaign:42:2026-08-01", "Zx81_Ql.92:ab-Kp" })
	void acceptsKeysThatCarryMeaning(String key) {
		assertThat(IdempotencyKey.validate(key)).isEqualTo(key);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "short", "fifteen-chars-x", "with a space in the middle", "line\nbreak-in-the-middle",
			"umlaut-\u00fc-in-the-middle", "ends-with-a-newline-1\n" })
	void refusesMalformedKeys(String key) {
		assertRefused(key, "16 to 255");
	}

	@Test
	void refusesKeysThatAreTooLong() {
		assertThat(IdempotencyKey.validate("abcdefg-1".repeat(28) + "xyz")).hasSize(255);
		assertRefused("abcdefg-1".repeat(28) + "wxyz", "16 to 255");
	}

	@ParameterizedTest
	@ValueSource(strings = { "aaaaaaaaaaaaaaaa", "00000000-0000-0000-0000-000000000000", "testtesttesttest",
			"test000000000000", "password00000000", "0000000000000secret", "1234567890123456", "abcdefghabcdefgh",
			"abcdefghijklmnop", "0123456789ABCDEFGH", "zyxwvutsrqponmlkj" })
	void refusesGuessableKeys(String key) {
		assertRefused(key, "can be guessed");
	}

	@Test
	void refusesAMissingKey() {
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> IdempotencyKey.validate(null))
			.withMessageContaining("is missing");
	}

	@Test
	void showsNoMoreThanEightCharacters() {
		assertThat(IdempotencyKey.redact("0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d")).isEqualTo("0a1b2c3d");
		assertThat(IdempotencyKey.redact("abc")).isEqualTo("abc");
		assertThat(IdempotencyKey.redact(null)).isEqualTo("none");
		assertThat(IdempotencyKey.redact("a\r\nb\u001b[31m")).as("a key that was not checked yet")
			.isEqualTo("a??b??31");
	}

	private static void assertRefused(String key, String reason) {
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> IdempotencyKey.validate(key))
			.withMessageContaining(reason)
			.satisfies((ex) -> {
				assertThat(ex.code()).isEqualTo("INVALID_REQUEST");
				assertThat(ex.error().field()).isEqualTo("idempotency_key");
				if (!key.isEmpty()) {
					assertThat(ex.getMessage()).doesNotContain(key);
				}
			});
	}

}
