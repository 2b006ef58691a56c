package io.adcp.spring.autoconfigure;

import java.time.Clock;
import java.time.Duration;

import javax.sql.DataSource;

import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.downstream.DownstreamCalls;
import io.adcp.spring.idempotency.IdempotencyPurge;
import io.adcp.spring.idempotency.aop.ApplicationTransactions;
import io.adcp.spring.idempotency.encryption.ResponseCipher;
import io.adcp.spring.idempotency.jdbc.LedgerTable;
import io.adcp.spring.task.AdcpTasks;
import io.adcp.spring.task.TaskListener;
import io.adcp.spring.task.TaskQueries;
import io.adcp.spring.task.TaskStore;
import io.adcp.spring.task.TaskWork;
import io.adcp.spring.task.WorkMethods;
import io.adcp.spring.task.jdbc.JdbcTaskStore;
import io.adcp.spring.work.WorkHandler;
import io.adcp.spring.work.WorkQueue;
import io.adcp.spring.work.jdbc.JdbcWorkQueue;
import io.adcp.spring.work.jdbc.WorkEngine;
import io.adcp.spring.work.jdbc.WorkSettings;
import io.adcp.spring.work.jdbc.WorkTable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

import tools.jackson.databind.json.JsonMapper;

/**
 * Tasks that finish later, and the engine that does their work. Both commit with the
 * business rows, so that they are there with the records in the application's own
 * database only.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AdcpJdbcIdempotencyAutoConfiguration.class,
		afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnAdcpSeller
@EnableConfigurationProperties({ AdcpTaskProperties.class, AdcpIdempotencyProperties.class })
public final class AdcpTaskAutoConfiguration {

	@Bean
	WorkMethods adcpWorkMethods(ConfigurableListableBeanFactory beans, ObjectProvider<JsonMapper> mapper) {
		return WorkMethodScan.of(beans, mapper.getIfAvailable(JsonMapper::shared));
	}

	/**
	 * With the records in the application's own database.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(LedgerTable.class)
	static class JdbcConfiguration {

		private final DataSource dataSource;

		JdbcConfiguration(DataSource dataSource) {
			this.dataSource = (dataSource instanceof TransactionAwareDataSourceProxy proxy
					&& proxy.getTargetDataSource() != null) ? proxy.getTargetDataSource() : dataSource;
		}

		@Bean
		@ConditionalOnMissingBean(TaskStore.class)
		JdbcTaskStore adcpTaskStore(LedgerTable table, ResponseCipher cipher) {
			return new JdbcTaskStore(this.dataSource, table, cipher);
		}

		@Bean
		WorkTable adcpWorkTable(LedgerTable table) {
			return new WorkTable(this.dataSource, table);
		}

		@Bean
		WorkEngine adcpWorkEngine(WorkTable table, AdcpTaskProperties properties, ObjectProvider<WorkHandler> handlers,
				@Qualifier(AdcpIdempotencyAutoConfiguration.CLOCK) ObjectProvider<Clock> clock) {
			AdcpTaskProperties.BackOff backOff = properties.getBackOff();
			WorkSettings settings = new WorkSettings(properties.getThreads(), properties.getTakeOver(),
					properties.getPollInterval(), backOff.getFirst(), backOff.getLongest(),
					clock.getIfAvailable(Clock::systemUTC));
			return new WorkEngine(this.dataSource, table, settings, () -> handlers.orderedStream().toList());
		}

		@Bean
		@ConditionalOnMissingBean(WorkQueue.class)
		JdbcWorkQueue adcpWorkQueue(WorkTable table, WorkEngine engine) {
			return new JdbcWorkQueue(this.dataSource, table, engine);
		}

		@Bean
		TaskUse adcpTaskUse(WorkMethods methods, ConfigurableListableBeanFactory beans) {
			return new TaskUse(methods, beans);
		}

		// Made where it is used, which TaskUse finds out by it.
		@Bean(TaskUse.TASKS)
		@Lazy
		AdcpTasks adcpTasks(TaskStore store, WorkQueue queue, BeanFactory beans, ObjectProvider<JsonMapper> mapper,
				ObjectProvider<TaskListener> listeners,
				@Qualifier(AdcpIdempotencyAutoConfiguration.CLOCK) ObjectProvider<Clock> clock) {
			return new AdcpTasks(store, queue, new ApplicationTransactions(beans)::defaultManager,
					mapper.getIfAvailable(JsonMapper::shared), listeners.orderedStream().toList(),
					clock.getIfAvailable(Clock::systemUTC));
		}

		@Bean
		TaskWork adcpTaskWork(TaskStore store, ObjectProvider<AdcpTasks> tasks, WorkMethods methods,
				ObjectProvider<JsonMapper> mapper) {
			return new TaskWork(store, tasks::getObject, new DownstreamCalls(mapper.getIfAvailable(JsonMapper::shared)),
					methods);
		}

		@Bean
		PurgeLifecycle adcpTaskPurgeLifecycle(TaskStore store, TaskUse use, AdcpTaskProperties properties,
				AdcpIdempotencyProperties idempotency,
				@Qualifier(AdcpIdempotencyAutoConfiguration.CLOCK) ObjectProvider<Clock> clock) {
			Duration retention = properties.getRetention();
			if (retention.compareTo(idempotency.retention().replayable()) < 0) {
				throw new InvalidConfigurationPropertyValueException("adcp.task.retention", retention,
						"A replay names its task for as long as adcp.idempotency.ttl and a minute. "
								+ "Keep tasks at least that long.");
			}
			Clock now = clock.getIfAvailable(Clock::systemUTC);
			return new PurgeLifecycle(
					new IdempotencyPurge((limit) -> store.purge(now.instant().minus(retention), limit),
							idempotency.getPurgeInterval()),
					use);
		}

		@Bean
		@ConditionalOnMissingBean
		TaskQueries adcpTaskQueries(TaskStore store, TaskUse use) {
			return new TaskQueries(store, use);
		}

	}

	/**
	 * With the records elsewhere.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(LedgerTable.class)
	static class RefusingConfiguration {

		@Bean
		@Lazy
		@ConditionalOnMissingBean
		AdcpTasks adcpTasks() {
			throw refused("AdcpTasks is used");
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		SmartInitializingSingleton adcpWorkRefusal(WorkMethods methods) {
			return () -> {
				if (!methods.isEmpty()) {
					throw refused("There are @AdcpWork methods");
				}
			};
		}

		private static InvalidSetupException refused(String reason) {
			return new InvalidSetupException(
					reason + ", but the idempotency records are not kept in the application's own database, so that a "
							+ "task, its work and its record could not commit together.",
					"Set adcp.idempotency.backend=jdbc, or end tasks within their calls.");
		}

	}

}
