package io.adcp.spring.autoconfigure;

import com.zaxxer.hikari.HikariDataSource;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.server.AccountResolver;
import io.adcp.spring.testing.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * The salt of account hashes lives as long as the records: a new one would make every
 * account that is given by a natural key a new scope, and its repeated calls new calls.
 */
class AccountSaltTests {

	private final ApplicationContextRunner seller = SellerContext.seller();

	@Test
	void aBackendOfTheApplicationNeedsASecret() {
		assertThat(StartFailure.of(withOwnBackend())).satisfies((analysis) -> {
			assertThat(analysis.getDescription()).contains("adcp.idempotency.secret is not set")
				.contains("unknown after a restart");
			assertThat(analysis.getAction()).contains("Set adcp.idempotency.secret").contains("AccountResolver");
		});
	}

	@Test
	void aBackendOfTheApplicationTakesTheSecretForSalt() {
		withOwnBackend().withPropertyValues("adcp.idempotency.secret=a secret of its own")
			.run((context) -> assertThat(context.getBean(AccountSalt.class).value()).isEqualTo("a secret of its own"));
	}

	@Test
	void aBackendOfTheApplicationNeedsNoSecretWhereAccountsAreNotHashed() {
		withOwnBackend().withBean(AccountResolver.class, () -> (agent, request) -> "account")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(IdempotencyStore.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc", "memory", "redis" })
	void theNameOfABuiltInBackendIsNoSaltForAnotherOne(String configured) {
		assertThat(StartFailure.of(withOwnBackend().withPropertyValues("adcp.idempotency.backend=" + configured)))
			.satisfies((analysis) -> assertThat(analysis.getAction()).contains("Set adcp.idempotency.secret"));
	}

	@Test
	void theSaltOfAMemoryBackendMayBeAsForgetfulAsItsRecords() {
		this.seller.withPropertyValues("adcp.idempotency.backend=memory")
			.run((one) -> this.seller.withPropertyValues("adcp.idempotency.backend=memory")
				.run((other) -> assertThat(one.getBean(AccountSalt.class))
					.isNotEqualTo(other.getBean(AccountSalt.class))));
	}

	@Test
	void aSaltInTheDatabaseOutlivesTheProcess() {
		ApplicationContextRunner runner = SellerContext.application()
			.withBean(BuyTasks.class)
			.withPropertyValues("spring.datasource.url=jdbc:h2:mem:salt;DB_CLOSE_DELAY=-1");
		runner.run((before) -> runner
			.run((after) -> assertThat(before.getBean(AccountSalt.class)).isEqualTo(after.getBean(AccountSalt.class))));
	}

	@Test
	void aSaltIsKeptByAPoolWhoseConnectionsDoNotCommitByThemselves() {
		try (HikariDataSource pool = PostgresServer.newDatabase(3)) {
			ApplicationContextRunner runner = SellerContext.application()
				.withBean(BuyTasks.class)
				.withPropertyValues("spring.datasource.url=" + pool.getJdbcUrl(),
						"spring.datasource.hikari.auto-commit=false");
			runner.run((context) -> assertThat(new JdbcTemplate(pool)
				.queryForList("SELECT setting_value FROM adcp_idempotency_setting", String.class))
				.containsExactly(context.getBean(AccountSalt.class).value()));
		}
	}

	@Test
	void anEmptySecretIsRefused() {
		assertThat(StartFailure.of(this.seller.withPropertyValues("adcp.idempotency.secret=")))
			.satisfies((analysis) -> assertThat(analysis.getDescription()).contains("adcp.idempotency.secret"));
	}

	private ApplicationContextRunner withOwnBackend() {
		IdempotencyBackend own = mock(IdempotencyBackend.class);
		given(own.name()).willReturn("own");
		return this.seller.withBean(IdempotencyBackend.class, () -> own);
	}

}
