package io.adcp.spring.autoconfigure;

import java.util.List;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.jdbc.JdbcIdempotencyBackend;
import io.adcp.spring.idempotency.jdbc.LedgerTable;
import io.adcp.spring.server.AccountResolver;
import io.adcp.spring.testing.LedgerScript;
import io.adcp.spring.testing.MariaDbServer;
import io.adcp.spring.testing.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

/**
 * How the table gets along with the application's own Flyway, schemas, pools and beans.
 */
class LedgerSchemaTests {

	private static final String APPLICATION_MIGRATIONS = "spring.flyway.locations=classpath:io/adcp/spring/autoconfigure/application";

	private final HikariDataSource postgres = PostgresServer.newDatabase(3);

	private final JdbcTemplate jdbc = new JdbcTemplate(this.postgres);

	@AfterEach
	void close() {
		this.postgres.close();
	}

	@Test
	void whereFlywayIsSwitchedOffTheTableIsLookedForAndTheScriptIsNamed() {
		FailureAnalysis analysis = StartFailure.of(onPostgres().withPropertyValues("spring.flyway.enabled=false"));
		assertThat(analysis.getDescription()).contains("'adcp_idempotency' is missing");
		assertThat(analysis.getAction()).contains("spring.flyway.enabled")
			.contains("io/adcp/spring/idempotency/db/postgresql/V1__idempotency.sql");
		assertThat(tables()).isEmpty();
	}

	@Test
	void whereFlywayIsSwitchedOffATableMadeByHandIsUsed() {
		runScript();
		onPostgres().withPropertyValues("spring.flyway.enabled=false").run(LedgerSchemaTests::assertWorks);
		assertThat(tables()).doesNotContain("adcp_schema_history");
	}

	@Test
	void whereFlywayIsSwitchedOffAnEmbeddedDatabaseStillGetsItsTable() {
		SellerContext.seller().withPropertyValues("spring.flyway.enabled=false").run((context) -> assertWorks(context));
	}

	@Test
	void theApplicationsFirstMigrationMayComeLater() {
		StartFailure.of(onPostgres().withPropertyValues("spring.flyway.enabled=false"));
		onPostgres().withPropertyValues(APPLICATION_MIGRATIONS).run((context) -> {
			assertWorks(context);
			assertThat(tables()).contains("application_table");
		});
	}

	@ParameterizedTest
	@EnumSource
	void aDefaultSchemaOfFlywayIsTheApplicationsAndTheTableStaysWhereConnectionsLook(Database database) {
		try (HikariDataSource pool = database.open()) {
			on(pool)
				.withPropertyValues(APPLICATION_MIGRATIONS, "spring.flyway.default-schema=ads",
						"spring.flyway.create-schemas=true")
				.run((context) -> {
					assertWorks(context);
					// Other tests have tables on the same server, in schemas of their
					// own.
					assertThat(context.getBean(JdbcTemplate.class)
						.queryForList("SELECT LOWER(table_schema) FROM information_schema.tables "
								+ "WHERE LOWER(table_name) = 'adcp_idempotency'", String.class))
						.isNotEmpty()
						.doesNotContain("ads");
				});
		}
	}

	@Test
	void aSchemaIsNamedByPropertyBesideADefaultSchemaOfFlyway() {
		onPostgres().withPropertyValues("spring.flyway.default-schema=ads", "adcp.idempotency.jdbc.schema=Ledger")
			.run((context) -> {
				assertWorks(context);
				assertThat(schemasOf("adcp_idempotency")).containsExactly("ledger");
			});
	}

	@Test
	void theTableBelongsToTheRoleThatTheApplicationsMigrationsTakeOn() {
		this.jdbc.execute("DROP ROLE IF EXISTS table_owner");
		this.jdbc.execute("CREATE ROLE table_owner");
		this.jdbc.execute("GRANT ALL ON SCHEMA public TO table_owner");
		onPostgres().withPropertyValues("spring.flyway.init-sqls=SET ROLE table_owner").run((context) -> {
			assertWorks(context);
			assertThat(this.jdbc.queryForObject("SELECT tableowner FROM pg_tables WHERE tablename = 'adcp_idempotency'",
					String.class))
				.isEqualTo("table_owner");
		});
	}

	@Test
	void oneConnectionIsEnoughWhereFlywayHasItsOwn() {
		onPostgres().withPropertyValues(APPLICATION_MIGRATIONS, "spring.datasource.hikari.maximum-pool-size=1",
				"spring.datasource.hikari.connection-timeout=2000", "spring.flyway.url=" + this.postgres.getJdbcUrl())
			.run((context) -> assertWorks(context));
	}

	@Test
	void oneConnectionIsEnoughWithoutFlyway() {
		runScript();
		onPostgres()
			.withPropertyValues("spring.flyway.enabled=false", "spring.datasource.hikari.maximum-pool-size=1",
					"spring.datasource.hikari.connection-timeout=2000")
			.run((context) -> assertWorks(context));
	}

	@Test
	void oneConnectionIsEnoughForAnEmbeddedDatabase() {
		SellerContext.seller()
			.withPropertyValues("spring.flyway.enabled=false", "spring.datasource.hikari.maximum-pool-size=1",
					"spring.datasource.hikari.connection-timeout=2000")
			.run((context) -> assertWorks(context));
	}

	@Test
	void lazyBeansAndAnAccountResolverOfTheApplicationFindTheTable() {
		lazily(onPostgres().withBean(AccountResolver.class, () -> (agent, request) -> "account"))
			.run(LedgerSchemaTests::assertWorks);
	}

	@Test
	void aLazyBackendOfTheApplicationFindsTheTable() {
		lazily(onPostgres().withBean(AccountResolver.class, () -> (agent, request) -> "account")
			.withUserConfiguration(OwnBackend.class)).run(LedgerSchemaTests::assertWorks);
	}

	@Test
	void whatIsWrongShowsAtTheStartAlsoWithLazyBeans() {
		assertThat(StartFailure.of(lazily(onPostgres().withPropertyValues("spring.flyway.enabled=false"))))
			.extracting(FailureAnalysis::getDescription, STRING)
			.contains("'adcp_idempotency' is missing");
		assertThat(StartFailure.of(lazily(onPostgres().withBean(PlatformTransactionManager.class,
				() -> new JdbcTransactionManager(new DriverManagerDataSource("jdbc:h2:mem:other"))))))
			.extracting(FailureAnalysis::getDescription, STRING)
			.contains("does not open its transactions on the data source");
	}

	private static ApplicationContextRunner lazily(ApplicationContextRunner runner) {
		return runner.withInitializer(
				(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()));
	}

	private ApplicationContextRunner onPostgres() {
		return on(this.postgres);
	}

	private static ApplicationContextRunner on(HikariDataSource pool) {
		return SellerContext.application()
			.withBean(BuyTasks.class)
			.withPropertyValues("spring.datasource.url=" + pool.getJdbcUrl(),
					"spring.datasource.username=" + ((pool.getUsername() != null) ? pool.getUsername() : "postgres"),
					"spring.datasource.password=");
	}

	private void runScript() {
		LedgerScript.run(this.postgres, "postgresql");
	}

	private List<String> tables() {
		return this.jdbc.queryForList("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", String.class);
	}

	private List<String> schemasOf(String table) {
		return this.jdbc.queryForList("SELECT schemaname FROM pg_tables WHERE tablename = ?", String.class, table);
	}

	private static void assertWorks(AssertableApplicationContext context) throws Exception {
		assertThat(context).hasNotFailed();
		IdempotencyRequest request = SellerContext.request(null);
		assertThat(SellerContext.execute(context, request, () -> "{}").replayed()).isFalse();
		assertThat(SellerContext.execute(context, request, () -> "{}").replayed()).isTrue();
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnBackend {

		@Bean
		JdbcIdempotencyBackend ownBackend(DataSource dataSource) {
			return new JdbcIdempotencyBackend(dataSource, new LedgerTable(null, LedgerTable.DEFAULT_NAME));
		}

	}

	enum Database {

		POSTGRESQL, MARIADB, H2;

		HikariDataSource open() {
			return switch (this) {
				case POSTGRESQL -> PostgresServer.newDatabase(3);
				case MARIADB -> MariaDbServer.newDatabase(3);
				case H2 -> h2();
			};
		}

		private static HikariDataSource h2() {
			HikariDataSource pool = new HikariDataSource();
			pool.setJdbcUrl("jdbc:h2:mem:default-schema");
			pool.setUsername("sa");
			return pool;
		}

	}

}
