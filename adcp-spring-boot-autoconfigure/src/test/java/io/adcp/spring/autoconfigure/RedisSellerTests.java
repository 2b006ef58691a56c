package io.adcp.spring.autoconfigure;

import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.testing.RedisServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A seller with business rows in a database and records in Redis: the record follows the
 * end of the transaction.
 */
class RedisSellerTests {

	private final ApplicationContextRunner runner = SellerContext.application()
		.withConfiguration(
				AutoConfigurations.of(AdcpRedisIdempotencyAutoConfiguration.class, DataRedisAutoConfiguration.class))
		.withPropertyValues("adcp.idempotency.enabled=true", "adcp.idempotency.backend=redis",
				"adcp.idempotency.in-flight=reject", "spring.datasource.generate-unique-name=true",
				"spring.data.redis.url=" + RedisServers.url());

	@Test
	void theResponseIsStoredAfterTheCommit() {
		this.runner.run((context) -> {
			IdempotencyRequest request = SellerContext.request(null);
			transaction(context).executeWithoutResult((status) -> {
				execute(context, request, "{\"n\":1}");
				inItsOwnTransaction(context, () -> assertThatExceptionOfType(IdempotencyInFlightException.class)
					.isThrownBy(() -> execute(context, request, "{\"n\":2}")));
			});
			assertThat(execute(context, request, "{\"n\":3}")).isEqualTo("{\"n\":1}");
			assertThat(rows(context)).isEqualTo(1);
		});
	}

	@Test
	void aRollbackFreesTheKeyAtOnce() {
		this.runner.run((context) -> {
			IdempotencyRequest request = SellerContext.request(null);
			transaction(context).executeWithoutResult((status) -> {
				execute(context, request, "{\"n\":1}");
				status.setRollbackOnly();
			});
			assertThat(rows(context)).isZero();
			assertThat(execute(context, request, "{\"n\":2}")).isEqualTo("{\"n\":2}");
			assertThat(rows(context)).isEqualTo(1);
		});
	}

	private static String execute(AssertableApplicationContext context, IdempotencyRequest request, String response) {
		try {
			return SellerContext.execute(context, request, () -> {
				context.getBean(JdbcTemplate.class).execute("INSERT INTO buys VALUES (1)");
				return response;
			}).body();
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void inItsOwnTransaction(AssertableApplicationContext context, Runnable work) {
		TransactionTemplate own = transaction(context);
		own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		own.executeWithoutResult((status) -> work.run());
	}

	private static TransactionTemplate transaction(AssertableApplicationContext context) {
		context.getBean(JdbcTemplate.class).execute("CREATE TABLE IF NOT EXISTS buys (id int)");
		return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
	}

	private static @Nullable Integer rows(AssertableApplicationContext context) {
		return context.getBean(JdbcTemplate.class).queryForObject("SELECT count(*) FROM buys", Integer.class);
	}

}
