package io.adcp.spring.autoconfigure;

import java.util.stream.Stream;
import java.time.Clock;
import java.util.List;

import javax.sql.DataSource;

import io.adcp.spring.autoconfigure.client.AdcpClientAutoConfiguration;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.contract.ScriptedBackend;
import io.adcp.spring.idempotency.jdbc.JdbcIdempotencyBackend;
import io.adcp.spring.idempotency.jdbc.LedgerTable;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who gets a seller's side, on what database, and what stays the application's own.
 */
class SellerAutoConfigurationTests {

	private static final String SERVERS_AND_DATABASES = "spring-(jdbc|orm|data|webmvc|security)"
			+ "|spring-boot-(jdbc|sql|transaction|flyway|data|jpa|hibernate|persistence|servlet|webmvc|tomcat|web-server"
			+ "|actuator|health|micrometer|security)"
			+ "|tomcat-embed-(core|websocket)|jakarta\\.(servlet|persistence|transaction)|flyway|hibernate-core|HikariCP"
			+ "|h2-|postgresql|mariadb|lettuce|micrometer-core";

	private final ApplicationContextRunner seller = SellerContext.seller();

	@Test
	void theStarterAloneStartsWithoutWebAndDatabase() throws Exception {
		ClassPath.without(SERVERS_AND_DATABASES).run(StarterAlone.class);
	}

	@Test
	void aFailureIsAnsweredWithoutSpringSecurity() throws Exception {
		ClassPath.without("spring-security").run(SellerWithoutSecurity.class);
	}

	@Test
	void aBuyerWithADatabaseGetsNoTableInIt() {
		SellerContext.application()
			.withConfiguration(AutoConfigurations.of(AdcpClientAutoConfiguration.class))
			.withPropertyValues("spring.datasource.generate-unique-name=true",
					"adcp.client.agents.acme.url=https://acme.example/mcp")
			.run((context) -> {
				assertThat(context).hasNotFailed()
					.doesNotHaveBean(IdempotencyStore.class)
					.doesNotHaveBean(SchemaInitializer.class);
				assertThat(tables(context)).noneMatch((table) -> table.contains("adcp"));
			});
	}

	@Test
	void codeWithoutControllersAsksForTheEngineByName() {
		SellerContext.application()
			.withPropertyValues("spring.datasource.generate-unique-name=true", "adcp.idempotency.enabled=true")
			.run((context) -> {
				IdempotencyRequest request = SellerContext.request(null);
				assertThat(SellerContext.execute(context, request, () -> "{\"n\":1}").replayed()).isFalse();
				assertThat(SellerContext.execute(context, request, () -> "{\"n\":2}").body()).isEqualTo("{\"n\":1}");
			});
	}

	@Test
	void aSellerIsSwitchedOffByName() {
		this.seller.withPropertyValues("adcp.idempotency.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(IdempotencyStore.class));
	}

	@Test
	void bothFlywayHistoriesLiveTogetherAndTheApplicationsComesFirst() {
		this.seller.withPropertyValues("spring.flyway.locations=classpath:io/adcp/spring/autoconfigure/application")
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(Flyway.class);
				assertThat(tables(context)).contains("application_table", "flyway_schema_history", "adcp_idempotency",
						"adcp_idempotency_setting", "adcp_schema_history");
				JdbcClient jdbc = context.getBean(JdbcClient.class);
				assertThat(jdbc.sql("SELECT \"description\" FROM \"flyway_schema_history\" WHERE \"version\" = '1'")
					.query(String.class)
					.list()).containsExactly("application");
				assertThat(jdbc.sql(
						"SELECT \"version\" FROM \"adcp_schema_history\" WHERE \"type\" <> 'TABLE' ORDER BY \"installed_rank\"")
					.query(String.class)
					.list()).containsExactlyElementsOf(versions());
			});
	}

	// After the baseline
	private static List<String> versions() {
		return Stream
			.concat(Stream.of("0"),
					SchemaScript.ALL.stream().map((script) -> script.file().substring(1, script.file().indexOf('_'))))
			.toList();
	}

	@Test
	void aSecondStartOnTheSameDatabaseFindsItsTable() {
		String url = "spring.datasource.url=jdbc:h2:mem:second-start;DB_CLOSE_DELAY=-1";
		IdempotencyRequest request = SellerContext.request(null);
		ApplicationContextRunner runner = SellerContext.application().withBean(BuyTasks.class).withPropertyValues(url);
		runner.run((context) -> SellerContext.execute(context, request, () -> "{}"));
		runner.run((context) -> assertThat(SellerContext.execute(context, request, () -> "{\"n\":2}").replayed())
			.isTrue());
	}

	@Test
	void whatTheApplicationDefinesStaysTheOnlyOne() {
		JsonMapper mapper = JsonMapper.builder().build();
		SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
		WebClient.Builder webClient = WebClient.builder();
		this.seller
			.withConfiguration(AutoConfigurations.of(WebClientAutoConfiguration.class,
					TaskSchedulingAutoConfiguration.class, AdcpClientAutoConfiguration.class))
			.withUserConfiguration(Scheduling.class, OwnFlyway.class)
			.withBean(JsonMapper.class, () -> mapper)
			.withBean(TaskScheduler.class, () -> scheduler)
			.withBean(WebClient.Builder.class, () -> webClient)
			.withPropertyValues("adcp.client.agents.acme.url=https://acme.example/mcp")
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(Flyway.class);
				assertThat(context.getBeansOfType(ObjectMapper.class).values()).containsExactly(mapper);
				assertThat(context.getBean(TaskScheduler.class)).isSameAs(scheduler);
				assertThat(context.getBean(WebClient.Builder.class)).isSameAs(webClient);
			});
	}

	@Test
	void whatBootDefinesIsNotSwitchedOff() {
		this.seller
			.withConfiguration(
					AutoConfigurations.of(WebClientAutoConfiguration.class, TaskSchedulingAutoConfiguration.class))
			.withUserConfiguration(Scheduling.class)
			.run((context) -> assertThat(context).hasSingleBean(Flyway.class)
				.hasSingleBean(JsonMapper.class)
				.hasSingleBean(TaskScheduler.class)
				.hasSingleBean(WebClient.Builder.class)
				.hasSingleBean(JdbcTemplate.class)
				.hasSingleBean(JdbcClient.class)
				.hasSingleBean(TransactionTemplate.class)
				.hasSingleBean(DataSource.class));
	}

	@Test
	void tableAndSchemaAreNamedByProperty() {
		this.seller
			.withPropertyValues("adcp.idempotency.jdbc.schema=LEDGER", "adcp.idempotency.jdbc.table-name=buy_keys")
			.run((context) -> {
				assertWorks(context);
				assertThat(rows(context, "LEDGER.buy_keys")).isOne();
				assertThat(tables(context)).contains("buy_keys", "buy_keys_setting", "buy_keys_schema_history")
					.doesNotContain("adcp_idempotency");
			});
	}

	@Test
	void tableAndSchemaAreNamedByPropertyWithoutFlyway() {
		SellerContext.application()
			.withBean(BuyTasks.class)
			.withClassLoader(new FilteredClassLoader("org.flywaydb"))
			.withPropertyValues(
					"spring.datasource.url=jdbc:h2:mem:script-names;INIT=CREATE SCHEMA IF NOT EXISTS LEDGER",
					"adcp.idempotency.jdbc.schema=LEDGER", "adcp.idempotency.jdbc.table-name=buy_keys")
			.run((context) -> {
				assertWorks(context);
				assertThat(rows(context, "LEDGER.buy_keys")).isOne();
			});
	}

	@Test
	void anEmbeddedDatabaseNeedsNoFlyway() {
		this.seller.withClassLoader(new FilteredClassLoader("org.flywaydb")).run((context) -> {
			assertThat(context).hasSingleBean(ScriptSchemaInitializer.class);
			assertWorks(context);
			assertThat(tables(context)).contains("adcp_idempotency").doesNotContain("adcp_schema_history");
		});
	}

	@Test
	void anApplicationsOwnBackendGetsNoTable() {
		this.seller.withBean(IdempotencyBackend.class, ScriptedBackend::free)
			.withPropertyValues("adcp.idempotency.secret=a secret of its own")
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(IdempotencyBackend.class);
				assertThat(tables(context)).noneMatch((table) -> table.contains("adcp"));
			});
	}

	@Test
	void anApplicationsOwnJdbcBackendKeepsTheTable() {
		this.seller.withUserConfiguration(OwnBackend.class).run((context) -> {
			assertThat(context).hasSingleBean(IdempotencyBackend.class);
			assertThat(tables(context)).contains("adcp_idempotency");
		});
	}

	@Test
	void autoConfigurationsComeAfterWhatTheyLookFor() {
		List<Class<?>> sorted = List.of(AutoConfigurations.getClasses(AutoConfigurations.of(all())));
		assertThat(sorted).containsSubsequence(DataSourceAutoConfiguration.class,
				DataSourceTransactionManagerAutoConfiguration.class, AdcpJdbcIdempotencyAutoConfiguration.class,
				AdcpIdempotencyAutoConfiguration.class, AdcpServerAutoConfiguration.class,
				AdcpMcpServerAutoConfiguration.class);
		assertThat(sorted).containsSubsequence(FlywayAutoConfiguration.class,
				AdcpJdbcIdempotencyAutoConfiguration.class);
		assertThat(sorted).containsSubsequence(JacksonAutoConfiguration.class, AdcpServerAutoConfiguration.class,
				AdcpRestAutoConfiguration.class);
		assertThat(sorted).containsSubsequence(WebClientAutoConfiguration.class, AdcpClientAutoConfiguration.class);
	}

	@Test
	void everyAutoConfigurationIsListed() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
			.filteredOn((name) -> name.startsWith("io.adcp.spring."))
			.contains(AdcpJdbcIdempotencyAutoConfiguration.class.getName(),
					AdcpIdempotencyAutoConfiguration.class.getName(), AdcpServerAutoConfiguration.class.getName(),
					AdcpMcpServerAutoConfiguration.class.getName(), AdcpRestAutoConfiguration.class.getName(),
					AdcpClientAutoConfiguration.class.getName());
	}

	private static void assertWorks(AssertableApplicationContext context) throws Exception {
		assertThat(context).hasNotFailed();
		IdempotencyRequest request = SellerContext.request(null);
		assertThat(SellerContext.execute(context, request, () -> "{}").replayed()).isFalse();
		assertThat(SellerContext.execute(context, request, () -> "{}").replayed()).isTrue();
	}

	private static List<String> tables(ApplicationContext context) {
		return new JdbcTemplate(context.getBean(DataSource.class))
			.queryForList("SELECT LOWER(TABLE_NAME) FROM INFORMATION_SCHEMA.TABLES", String.class);
	}

	private static int rows(ApplicationContext context, String table) {
		Integer rows = new JdbcTemplate(context.getBean(DataSource.class))
			.queryForObject("SELECT COUNT(*) FROM " + table, Integer.class);
		return (rows != null) ? rows : -1;
	}

	private static Class<?>[] all() {
		return ImportCandidates.load(AutoConfiguration.class, SellerAutoConfigurationTests.class.getClassLoader())
			.getCandidates()
			.stream()
			.map(SellerAutoConfigurationTests::type)
			.toArray(Class<?>[]::new);
	}

	private static Class<?> type(String name) {
		try {
			return Class.forName(name, false, SellerAutoConfigurationTests.class.getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnBackend {

		@Bean
		JdbcIdempotencyBackend ownBackend(DataSource dataSource) {
			return new JdbcIdempotencyBackend(dataSource, new LedgerTable(null, LedgerTable.DEFAULT_NAME),
					Clock.systemUTC());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFlyway {

		@Bean
		Flyway ownFlyway(DataSource dataSource) {
			return Flyway.configure().dataSource(dataSource).load();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Scheduling {

	}

}
