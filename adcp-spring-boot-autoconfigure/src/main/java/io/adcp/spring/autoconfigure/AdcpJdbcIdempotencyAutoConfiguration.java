package io.adcp.spring.autoconfigure;

import java.time.Clock;

import javax.sql.DataSource;

import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.jdbc.JdbcIdempotencyBackend;
import io.adcp.spring.idempotency.jdbc.JdbcSettings;
import io.adcp.spring.idempotency.jdbc.LedgerTable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The records in the application's own database.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
		"org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
		"org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
		"org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration" })
@ConditionalOnClass({ JdbcTemplate.class, DataSource.class })
@ConditionalOnAdcpSeller
@ConditionalOnProperty(name = "adcp.idempotency.backend", havingValue = "jdbc", matchIfMissing = true)
@ConditionalOnSingleCandidate(DataSource.class)
@Conditional(OnNoOtherBackendCondition.class)
@EnableConfigurationProperties(AdcpIdempotencyProperties.class)
public final class AdcpJdbcIdempotencyAutoConfiguration {

	private static final String FLYWAY = "org.flywaydb.core.Flyway";

	@Bean
	LedgerTable adcpLedgerTable(AdcpIdempotencyProperties properties) {
		return new LedgerTable(properties.getJdbc().getSchema(), properties.getJdbc().getTableName());
	}

	@Bean
	@ConditionalOnMissingBean(IdempotencyBackend.class)
	JdbcIdempotencyBackend jdbcIdempotencyBackend(DataSource dataSource, LedgerTable table,
			@Qualifier(AdcpIdempotencyAutoConfiguration.CLOCK) ObjectProvider<Clock> clock) {
		return new JdbcIdempotencyBackend(dataSource, table, clock.getIfAvailable());
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	AccountSalt adcpAccountSalt(DataSource dataSource, LedgerTable table, AdcpIdempotencyProperties properties,
			SchemaInitializer schema) {
		return AccountSalt.of(properties.getSecret(), () -> {
			try {
				return new JdbcSettings(dataSource, table).accountSalt();
			}
			catch (BadSqlGrammarException ex) {
				throw schema.missing(ex);
			}
		});
	}

	/**
	 * The table, kept by a Flyway of its own where the application's is at work.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = FLYWAY)
	@ConditionalOnBean(type = FLYWAY)
	static class FlywaySchemaConfiguration {

		@Bean
		FlywaySchemaInitializer adcpSchemaInitializer(DataSource dataSource, LedgerTable table,
				AdcpIdempotencyProperties properties, ObjectProvider<org.flywaydb.core.Flyway> applicationFlyway) {
			return new FlywaySchemaInitializer(dataSource, table, properties.getJdbc().getSchemaManagement(),
					applicationFlyway::getIfUnique);
		}

	}

	/**
	 * The table where the application uses no Flyway, or has switched it off.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(type = FLYWAY)
	static class ScriptSchemaConfiguration {

		@Bean
		ScriptSchemaInitializer adcpSchemaInitializer(DataSource dataSource, LedgerTable table,
				AdcpIdempotencyProperties properties) {
			return new ScriptSchemaInitializer(dataSource, table, properties.getJdbc().getSchemaManagement());
		}

	}

}
