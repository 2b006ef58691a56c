package io.adcp.spring.autoconfigure;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import javax.sql.DataSource;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpController;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * A wrong set-up stops the start, and says in a sentence what to do.
 */
@ExtendWith(OutputCaptureExtension.class)
class SellerStartFailureTests {

	private final ApplicationContextRunner seller = SellerContext.seller();

	@ParameterizedTest
	@ValueSource(strings = { "59m", "3599s", "604801s", "8d", "0s" })
	void aReplayWindowThatAdcpDoesNotKnowIsRefused(String ttl) {
		assertFailure(this.seller.withPropertyValues("adcp.idempotency.ttl=" + ttl),
				(analysis) -> assertThat(analysis.getDescription()).contains("adcp.idempotency.ttl")
					.contains("1 hour (1h) to 7 days (7d)"));
	}

	@Test
	void aReplayWindowIsCheckedWithoutJakartaValidation() {
		assertFailure(
				this.seller.withClassLoader(new FilteredClassLoader("jakarta.validation", "org.hibernate.validator"))
					.withPropertyValues("adcp.idempotency.ttl=1m"),
				(analysis) -> assertThat(analysis.getDescription()).contains("adcp.idempotency.ttl"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1h", "3600s", "7d", "604800s" })
	void theEndsOfTheReplayWindowAreAllowed(String ttl) {
		this.seller.withPropertyValues("adcp.idempotency.ttl=" + ttl)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "adcp.idempotency.in-flight-max=0s", "adcp.idempotency.wait-timeout=0s",
			"adcp.idempotency.tombstone-retention=-1s", "adcp.idempotency.max-response-size=0B" })
	void otherValuesThatMakeNoSenseAreRefused(String property) {
		assertFailure(this.seller.withPropertyValues(property),
				(analysis) -> assertThat(analysis.getDescription()).contains(property.split("=")[0]));
	}

	@Test
	void aTableNameThatIsNoPlainIdentifierIsRefused() {
		assertFailure(this.seller.withPropertyValues("adcp.idempotency.jdbc.table-name=a;b"),
				(analysis) -> assertThat(analysis.getDescription()).contains("jdbc.tableName"));
		assertFailure(this.seller.withPropertyValues("adcp.idempotency.jdbc.schema=a;b"),
				(analysis) -> assertThat(analysis.getDescription()).contains("jdbc.schema"));
	}

	@Test
	void anUnknownBackendIsNamedWithTheKnownOnes() {
		assertFailure(this.seller.withPropertyValues("adcp.idempotency.backend=mongodb"), (analysis) -> {
			assertThat(analysis.getDescription()).contains("'mongodb' (adcp.idempotency.backend) is not available");
			assertThat(analysis.getAction()).contains("jdbc, redis or memory");
		});
	}

	@Test
	void withoutADataSourceTheActionNamesStarterDriverAndUrl() {
		assertFailure(SellerContext.without(DataSourceAutoConfiguration.class).withBean(BuyTasks.class), (analysis) -> {
			assertThat(analysis.getDescription()).contains("'jdbc' (adcp.idempotency.backend)");
			assertThat(analysis.getAction()).contains("spring-boot-starter-jdbc")
				.contains("driver")
				.contains("spring.datasource.url");
		});
	}

	@Test
	void withoutSpringJdbcTheActionIsTheSame() {
		assertFailure(
				this.seller.withClassLoader(
						new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc")),
				(analysis) -> assertThat(analysis.getAction()).contains("spring-boot-starter-jdbc"));
	}

	@Test
	void severalDataSourcesNeedAPrimaryOne() {
		assertFailure(
				SellerContext.without(DataSourceAutoConfiguration.class)
					.withBean(BuyTasks.class)
					.withBean("one", DataSource.class, SellerStartFailureTests::h2)
					.withBean("other", DataSource.class, SellerStartFailureTests::h2)
					.withPropertyValues("spring.flyway.enabled=false"),
				(analysis) -> assertThat(analysis.getAction()).contains("@Primary"));
	}

	@Test
	void twoBackendsAreOneTooMany() {
		assertFailure(this.seller.withBean("one", IdempotencyBackend.class, () -> backend("one"))
			.withBean("other", IdempotencyBackend.class, () -> backend("other")), (analysis) -> {
				assertThat(analysis.getDescription()).contains("There are 2 idempotency backends (one, other)");
				assertThat(analysis.getAction()).contains("all but one");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "validate", "none" })
	void aMissingTableIsNamedWithTheScriptThatMakesIt(String management) {
		assertFailure(this.seller.withPropertyValues("adcp.idempotency.jdbc.schema-management=" + management),
				(analysis) -> {
					assertThat(analysis.getDescription()).contains("'adcp_idempotency' is missing");
					assertThat(analysis.getAction()).contains("spring-boot-starter-flyway")
						.contains("io/adcp/spring/idempotency/db/h2/V1__idempotency.sql");
				});
	}

	@Test
	void withoutFlywayATableIsNotMadeInADatabaseThatIsNotEmbedded(@TempDir Path folder) {
		assertFailure(
				SellerContext.application()
					.withBean(BuyTasks.class)
					.withClassLoader(new FilteredClassLoader("org.flywaydb"))
					.withPropertyValues("spring.datasource.url=jdbc:h2:file:" + folder.resolve("seller")),
				(analysis) -> assertThat(analysis.getDescription()).contains("'adcp_idempotency' is missing"));
	}

	@Test
	void aTransactionManagerOfAnotherDataSourceIsRefused() {
		assertFailure(this.seller.withBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(h2())),
				(analysis) -> {
					assertThat(analysis.getDescription()).contains("JdbcTransactionManager")
						.contains("could not commit together");
					assertThat(analysis.getAction()).contains("@Primary");
				});
	}

	@Test
	void aTransactionManagerThatAMethodNamesIsCheckedToo() {
		assertFailure(
				this.seller
					.withBean("right", PlatformTransactionManager.class, RightTransactions::new,
							(definition) -> definition.setPrimary(true))
					.withBean("wrong", PlatformTransactionManager.class, () -> new JdbcTransactionManager(h2()))
					.withBean(NamesAnother.class),
				(analysis) -> assertThat(analysis.getDescription()).contains("NamesAnother.update"));
	}

	@Test
	void severalTransactionManagersNeedAPrimaryOne() {
		assertFailure(
				this.seller.withBean("one", PlatformTransactionManager.class, RightTransactions::new)
					.withBean("other", PlatformTransactionManager.class, RightTransactions::new),
				(analysis) -> assertThat(analysis.getDescription()).contains("none is marked @Primary"));
	}

	@Test
	void aKeyedTaskThatIsNotIdempotentIsNamed() {
		assertFailure(this.seller.withBean(Forgetful.class), (analysis) -> {
			assertThat(analysis.getDescription()).contains("update_media_buy").contains("Forgetful.update");
			assertThat(analysis.getAction()).contains("@Idempotent").contains("adcp.server.require-idempotent=false");
		});
	}

	@Test
	void aKeyedTaskThatIsNotIdempotentIsOnlyWarnedOfWhereThatIsAskedFor(CapturedOutput output) {
		this.seller.withBean(Forgetful.class)
			.withPropertyValues("adcp.server.require-idempotent=false")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).contains("WARN").contains("AdCP requires a key for update_media_buy");
			});
	}

	@Test
	void aTransactionOfItsOwnIsRefused() {
		assertRefused(RequiresNew.class, "asks for a transaction of its own or for none");
		assertRefused(NotSupported.class, "asks for a transaction of its own or for none");
		assertRefused(Never.class, "asks for a transaction of its own or for none");
	}

	@Test
	void aResponseThatComesLaterIsRefused() {
		assertRefused(ReturnsMono.class, "returns reactor.core.publisher.Mono");
		assertRefused(ReturnsFlux.class, "returns reactor.core.publisher.Flux");
		assertRefused(ReturnsFuture.class, "returns java.util.concurrent.CompletableFuture");
		assertRefused(ReturnsCallable.class, "returns java.util.concurrent.Callable");
	}

	@Test
	void aTaskMethodThatCannotAnswerIsRefused() {
		assertRefused(ReadsLater.class, "returns reactor.core.publisher.Mono");
		assertRefused(TakesTwo.class, "takes 2 request arguments");
		assertRefused(AnswersTwice.class, "answers get_products, and so does");
	}

	@Test
	void aDatabaseThatIsNotKnownIsNamed() {
		assertFailure(SellerContext.without(DataSourceAutoConfiguration.class)
			.withBean(BuyTasks.class)
			.withBean(DataSource.class, () -> database("Oracle"))
			.withPropertyValues("spring.flyway.enabled=false"), (analysis) -> {
				assertThat(analysis.getDescription()).contains("'Oracle'").contains("PostgreSQL, MariaDB and H2");
				assertThat(analysis.getAction()).contains("IdempotencyBackend");
			});
	}

	@Test
	void aDatabaseThatPresentsItselfAsPostgresIsTold() {
		assertFailure(SellerContext.without(DataSourceAutoConfiguration.class)
			.withBean(BuyTasks.class)
			.withBean(DataSource.class, () -> postgresOf("CockroachDB CCL v25.2.0 (x86_64-pc-linux-gnu)"))
			.withPropertyValues("spring.flyway.enabled=false"), (analysis) -> {
				assertThat(analysis.getDescription()).contains("'CockroachDB'")
					.contains("presents itself as PostgreSQL");
				assertThat(analysis.getAction()).contains("IdempotencyBackend");
			});
	}

	private void assertRefused(Class<?> controller, String reason) {
		assertFailure(this.seller.withBean(controller), (analysis) -> {
			assertThat(analysis.getDescription()).contains(controller.getSimpleName()).contains(reason);
			assertThat(analysis.getAction()).isNotBlank();
		});
	}

	private static void assertFailure(ApplicationContextRunner runner, Consumer<FailureAnalysis> assertions) {
		assertions.accept(StartFailure.of(runner));
	}

	private static IdempotencyBackend backend(String name) {
		IdempotencyBackend backend = mock(IdempotencyBackend.class);
		given(backend.name()).willReturn(name);
		return backend;
	}

	static DataSource h2() {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setUrl("jdbc:h2:mem:" + System.nanoTime());
		return dataSource;
	}

	// No such database is to be had as an artifact.
	private static DataSource database(String product) {
		try {
			DataSource dataSource = mock(DataSource.class);
			Connection connection = mock(Connection.class);
			DatabaseMetaData metaData = mock(DatabaseMetaData.class);
			given(dataSource.getConnection()).willReturn(connection);
			given(connection.getMetaData()).willReturn(metaData);
			given(metaData.getDatabaseProductName()).willReturn(product);
			return dataSource;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static DataSource postgresOf(String version) {
		try {
			DataSource dataSource = database("PostgreSQL");
			Connection connection = dataSource.getConnection();
			Statement statement = mock(Statement.class);
			ResultSet row = mock(ResultSet.class);
			given(connection.createStatement()).willReturn(statement);
			given(statement.executeQuery("SELECT version()")).willReturn(row);
			given(row.getString(1)).willReturn(version);
			return dataSource;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A manager of the application's data source.
	 */
	static class RightTransactions extends JdbcTransactionManager implements BeanFactoryAware {

		@Override
		public void setBeanFactory(BeanFactory beans) {
			setDataSource(beans.getBean(DataSource.class));
		}

	}

	@AdcpController
	static class NamesAnother {

		@Idempotent
		@Transactional("wrong")
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public Object update() {
			return new Object();
		}

	}

	@AdcpController
	static class Forgetful {

		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public Object update() {
			return new Object();
		}

	}

	@AdcpController
	static class RequiresNew {

		@Idempotent
		@Transactional(propagation = Propagation.REQUIRES_NEW)
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public Object update() {
			return new Object();
		}

	}

	@AdcpController
	static class NotSupported {

		@Idempotent
		@Transactional(propagation = Propagation.NOT_SUPPORTED)
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public Object update() {
			return new Object();
		}

	}

	@AdcpController
	static class Never {

		@Idempotent
		@Transactional(propagation = Propagation.NEVER)
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public Object update() {
			return new Object();
		}

	}

	@AdcpController
	static class ReadsLater {

		@AdcpTask(AdcpTask.GET_PRODUCTS)
		public Mono<Object> products() {
			return Mono.just(new Object());
		}

	}

	@AdcpController
	static class TakesTwo {

		@AdcpTask(AdcpTask.GET_PRODUCTS)
		public Object products(Object request, Object another) {
			return new Object();
		}

	}

	@AdcpController
	static class AnswersTwice {

		@AdcpTask(AdcpTask.GET_PRODUCTS)
		public Object products() {
			return new Object();
		}

		@AdcpTask(AdcpTask.GET_PRODUCTS)
		public Object moreProducts() {
			return new Object();
		}

	}

	@AdcpController
	static class ReturnsMono {

		@Idempotent
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public Mono<Object> update() {
			return Mono.just(new Object());
		}

	}

	@AdcpController
	static class ReturnsFlux {

		@Idempotent
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public Flux<Object> update() {
			return Flux.just(new Object());
		}

	}

	@AdcpController
	static class ReturnsFuture {

		@Idempotent
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public CompletableFuture<Object> update() {
			return CompletableFuture.completedFuture(new Object());
		}

	}

	@AdcpController
	static class ReturnsCallable {

		@Idempotent
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public Callable<Object> update() {
			return Object::new;
		}

	}

}
