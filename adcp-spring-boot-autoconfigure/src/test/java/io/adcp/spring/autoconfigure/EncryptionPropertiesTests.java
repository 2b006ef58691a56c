package io.adcp.spring.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;

import javax.sql.DataSource;

import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.idempotency.IdempotencyRequest;
import org.junit.jupiter.api.Test;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@code adcp.idempotency.encryption.*}, on a database.
 */
class EncryptionPropertiesTests {

	private static final String ONE = "one:" + Base64.getEncoder().encodeToString(new byte[32]);

	private static final String TWO = "two:" + Base64.getEncoder()
		.encodeToString("0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.US_ASCII));

	private final IdempotencyRequest request = SellerContext.request(null);

	private final ApplicationContextRunner seller = SellerContext.application()
		.withBean(BuyTasks.class)
		.withPropertyValues(
				"spring.datasource.url=jdbc:h2:mem:encryption-" + this.request.key() + ";DB_CLOSE_DELAY=-1");

	@Test
	void responsesAreEncryptedAndKeysCanBeChanged() {
		this.seller.withPropertyValues(keys(ONE)).run((context) -> {
			SellerContext.execute(context, this.request, () -> "{\"secret\":1}");
			assertThat(stored(context)).startsWith("adcp1:one:").doesNotContain("secret");
		});
		this.seller.withPropertyValues(keys(TWO, ONE)).run((context) -> {
			assertThat(SellerContext.execute(context, this.request, () -> "{}").body()).isEqualTo("{\"secret\":1}");
			assertThat(SellerContext.execute(context, this.request, () -> "{}").replayed()).isTrue();
		});
	}

	@Test
	void withoutTheKeyTheCallIsRefusedAndNotRunAgain() {
		this.seller.withPropertyValues(keys(ONE))
			.run((context) -> SellerContext.execute(context, this.request, () -> "{}"));
		this.seller.withPropertyValues(keys(TWO)).run(this::assertRefused);
		this.seller.run(this::assertRefused);
	}

	@Test
	void responsesFromBeforeAreReplayedWhereThatIsAskedFor() {
		this.seller.run((context) -> SellerContext.execute(context, this.request, () -> "{\"plain\":1}"));
		this.seller.withPropertyValues(keys(ONE)).run(this::assertRefused);
		this.seller.withPropertyValues(keys(ONE))
			.withPropertyValues("adcp.idempotency.encryption.read-unencrypted=true")
			.run((context) -> assertThat(SellerContext.execute(context, this.request, () -> "{}").body())
				.isEqualTo("{\"plain\":1}"));
	}

	@Test
	void aKeyOfTheWrongLengthIsNamedButNotShown() {
		String shortKey = Base64.getEncoder().encodeToString("sixteen-bytes-1!".getBytes(StandardCharsets.US_ASCII));
		assertFailure(keys(ONE, "two:" + shortKey), (analysis) -> {
			assertThat(analysis.getDescription()).contains("adcp.idempotency.encryption.keys[1]")
				.contains("32 bytes (256 bits)")
				.contains("not 16")
				.doesNotContain(shortKey);
			assertThat(analysis.getAction()).contains("openssl rand -base64 32");
		});
	}

	@Test
	void aKeyThatIsNoneIsNamedButNotShown() {
		assertFailure(keys("just-some-secret-text"),
				(analysis) -> assertThat(analysis.getDescription()).contains("keys[0]")
					.contains("an id")
					.doesNotContain("just-some-secret-text"));
	}

	@Test
	void twoKeysOfOneIdAreRefused() {
		assertFailure(keys(ONE, TWO.replace("two", "one")),
				(analysis) -> assertThat(analysis.getDescription()).contains("keys[1]").contains("same id"));
	}

	private void assertRefused(ApplicationContext context) {
		assertThatExceptionOfType(AdcpTaskException.class)
			.isThrownBy(() -> SellerContext.execute(context, this.request, () -> {
				throw new AssertionError("The handler was run again");
			}))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(AdcpErrorCode.SERVICE_UNAVAILABLE.name()));
	}

	private void assertFailure(String[] properties, Consumer<FailureAnalysis> assertions) {
		assertions.accept(StartFailure.of(this.seller.withPropertyValues(properties)));
	}

	private static String[] keys(String... keys) {
		String[] properties = new String[keys.length];
		for (int i = 0; i < keys.length; i++) {
			properties[i] = "adcp.idempotency.encryption.keys[" + i + "]=" + keys[i];
		}
		return properties;
	}

	private static String stored(ApplicationContext context) {
		byte[] response = new JdbcTemplate(context.getBean(DataSource.class))
			.queryForObject("SELECT response FROM adcp_idempotency", byte[].class);
		return new String((response != null) ? response : new byte[0], StandardCharsets.UTF_8);
	}

}
