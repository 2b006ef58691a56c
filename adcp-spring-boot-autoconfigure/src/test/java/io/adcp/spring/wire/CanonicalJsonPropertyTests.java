package io.adcp.spring.wire;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.erdtman.jcs.JsonCanonicalizer;
import org.erdtman.jcs.NumberToJSON;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CanonicalJson} with random input, beside another implementation.
 */
class CanonicalJsonPropertyTests {

	private static final int BATCH = 500;

	private final Random random = new Random(8785);

	@Test
	void writesAMillionNumbersAsTheOracleDoes() throws IOException {
		int refused = 0;
		for (int i = 0; i < 1_000_000 / BATCH; i++) {
			StringBuilder sent = new StringBuilder("[");
			StringBuilder expected = new StringBuilder("[");
			for (int j = 0; j < BATCH; j++) {
				String number = number();
				String canonical = NumberToJSON.serializeNumber(Double.parseDouble(number));
				if (isRefused(number, canonical)) {
					refused++;
					assertRefused(number);
				}
				else {
					sent.append(number).append(',');
					expected.append(canonical).append(',');
				}
			}
			assertSame(close(sent), close(expected));
		}
		assertThat(refused).isBetween(10_000, 200_000);
	}

	private static String close(StringBuilder array) {
		array.setCharAt(array.length() - 1, ']');
		return array.toString();
	}

	private static boolean isRefused(String number, String canonical) {
		BigDecimal exact = new BigDecimal(number);
		BigDecimal taken = new BigDecimal(canonical);
		return (taken.signum() == 0) ? exact.signum() != 0
				: taken.abs().compareTo(BigDecimal.valueOf(1L << 53)) >= 0 && exact.compareTo(taken) != 0;
	}

	private void assertRefused(String number) {
		try {
			CanonicalJson.canonicalize(read(number));
		}
		catch (MalformedJsonException ex) {
			return;
		}
		throw new AssertionError("Not refused: " + number);
	}

	private String number() {
		return switch (this.random.nextInt(8)) {
			case 0 -> Double.toString(finite());
			case 1 -> exponentForm(finite());
			case 2 -> Long.toString(this.random.nextLong() >> this.random.nextInt(64));
			case 3 -> decimal(18, 25);
			case 4 -> decimal(15, 15);
			case 5 -> decimal(6, 4);
			case 6 ->
				new BigDecimal(finite() % 1e6).setScale(this.random.nextInt(30), RoundingMode.DOWN).toPlainString();
			default -> Integer.toString(this.random.nextInt(2000) - 1000);
		};
	}

	private double finite() {
		double value = Double.longBitsToDouble(this.random.nextLong());
		return Double.isFinite(value) ? value : this.random.nextDouble();
	}

	private String exponentForm(double value) {
		return new BigDecimal(Double.toString(value)).toString().replace("E", this.random.nextBoolean() ? "e" : "E");
	}

	private String decimal(int digits, int scale) {
		long unscaled = this.random.nextLong() % (long) Math.pow(10, 1 + this.random.nextInt(digits));
		return BigDecimal.valueOf(unscaled, this.random.nextInt(scale)).toPlainString();
	}

	@Test
	void writesRandomDocumentsAsTheOracleDoes() throws IOException {
		RandomJson documents = new RandomJson(this.random);
		for (int i = 0; i < 20_000; i++) {
			String json = documents.next();
			assertSame(json, new JsonCanonicalizer(json).getEncodedString());
		}
	}

	@Test
	void keepsWhatIsCanonical() {
		RandomJson documents = new RandomJson(this.random);
		for (int i = 0; i < 5_000; i++) {
			String canonical = text(CanonicalJson.canonicalize(read(documents.next())));
			assertSame(canonical, canonical);
		}
	}

	@Test
	void acceptsNothingThatJacksonRefuses() {
		RandomJson documents = new RandomJson(this.random);
		int accepted = 0;
		int all = 60_000;
		for (int i = 0; i < all; i++) {
			byte[] json = documents.nextDamaged();
			if (hasHash(json)) {
				accepted++;
				assertJacksonAccepts(json);
			}
		}
		assertThat(accepted).isBetween(all / 20, all * 19 / 20);
	}

	private static void assertJacksonAccepts(byte[] json) {
		try {
			JsonMapper.shared().readTree(json);
		}
		catch (JacksonException ex) {
			throw new AssertionError("Accepted: " + text(json), ex);
		}
	}

	private static boolean hasHash(byte[] json) {
		try {
			return CanonicalJson.sha256(StrictJson.read(json)).length == 32;
		}
		catch (MalformedJsonException ex) {
			return false;
		}
	}

	private static void assertSame(String json, String expected) {
		assertThat(text(CanonicalJson.canonicalize(read(json)))).as(json).isEqualTo(expected);
	}

	private static JsonNode read(String json) {
		return StrictJson.read(bytes(json));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
