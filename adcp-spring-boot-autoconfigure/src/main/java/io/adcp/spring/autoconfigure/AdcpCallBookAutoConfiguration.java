package io.adcp.spring.autoconfigure;

import java.time.Clock;
import java.time.Duration;

import javax.sql.DataSource;

import io.adcp.spring.client.AdcpCallBook;
import io.adcp.spring.client.book.JdbcCallBook;
import io.adcp.spring.client.book.WebhookMemory;
import io.adcp.spring.idempotency.IdempotencyPurge;
import io.adcp.spring.idempotency.encryption.ResponseCipher;
import io.adcp.spring.idempotency.jdbc.LedgerTable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The buyer's book of calls, in the application's own database.
 *
 * @since 0.1.0
 */
@AutoConfiguration(beforeName = "io.adcp.spring.autoconfigure.client.AdcpClientAutoConfiguration",
		afterName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
				"org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
				"org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
				"org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration" })
@ConditionalOnClass({ JdbcTemplate.class, DataSource.class })
@ConditionalOnBooleanProperty("adcp.client.book.enabled")
@ConditionalOnSingleCandidate(DataSource.class)
@EnableConfigurationProperties({ CallBookProperties.class, AdcpIdempotencyProperties.class })
public final class AdcpCallBookAutoConfiguration {

	private static final Duration PURGE_INTERVAL = Duration.ofHours(1);

	private static final String FLYWAY = "org.flywaydb.core.Flyway";

	@Bean
	@ConditionalOnMissingBean(AdcpCallBook.class)
	JdbcCallBook adcpCallBook(DataSource dataSource, ObjectProvider<PlatformTransactionManager> transactions,
			CallBookProperties properties, AdcpIdempotencyProperties idempotency) {
		EncryptionProperties encryption = idempotency.getEncryption();
		return new JdbcCallBook(dataSource, transactions.getIfUnique(() -> new JdbcTransactionManager(dataSource)),
				table(properties).qualifiedName(),
				new ResponseCipher(encryption.toKeys(), encryption.isReadUnencrypted()), Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	WebhookMemory adcpWebhookMemory(DataSource dataSource, ObjectProvider<PlatformTransactionManager> transactions,
			CallBookProperties properties) {
		return new WebhookMemory(dataSource, transactions.getIfUnique(() -> new JdbcTransactionManager(dataSource)),
				table(properties).qualifiedName(), Clock.systemUTC());
	}

	@Bean
	@ConditionalOnProperty("adcp.client.webhook.url")
	PurgeLifecycle adcpWebhookMemoryPurgeLifecycle(WebhookMemory memory) {
		return new PurgeLifecycle(new IdempotencyPurge((limit) -> {
			memory.purge();
			return 0;
		}, PURGE_INTERVAL));
	}

	private static LedgerTable table(CallBookProperties properties) {
		return new LedgerTable(properties.getSchema(), TableSet.CALL_BOOK.defaultName());
	}

	/**
	 * The tables, kept by a Flyway of their own where the application's is at work.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = FLYWAY)
	@ConditionalOnBean(type = FLYWAY)
	static class FlywaySchemaConfiguration {

		@Bean
		FlywaySchemaInitializer adcpCallBookSchemaInitializer(DataSource dataSource, CallBookProperties properties,
				ObjectProvider<org.flywaydb.core.Flyway> applicationFlyway) {
			return new FlywaySchemaInitializer(TableSet.CALL_BOOK, dataSource, table(properties),
					properties.getSchemaManagement(), applicationFlyway::getIfUnique);
		}

	}

	/**
	 * The tables where the application uses no Flyway, or has switched it off.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(type = FLYWAY)
	static class ScriptSchemaConfiguration {

		@Bean
		ScriptSchemaInitializer adcpCallBookSchemaInitializer(DataSource dataSource, CallBookProperties properties) {
			return new ScriptSchemaInitializer(TableSet.CALL_BOOK, dataSource, table(properties),
					properties.getSchemaManagement());
		}

	}

}
