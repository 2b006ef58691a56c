package io.adcp.spring.autoconfigure;

import java.time.Duration;

import io.adcp.spring.downstream.AdcpClaim;
import io.adcp.spring.downstream.DownstreamCalls;
import io.adcp.spring.idempotency.ClaimedStore;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyListener;
import io.adcp.spring.idempotency.IdempotencyPurge;
import io.adcp.spring.idempotency.IdempotencySettings;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.InsertLimiter;
import io.adcp.spring.idempotency.aop.ApplicationTransactions;
import io.adcp.spring.idempotency.aop.ClaimedMethods;
import io.adcp.spring.idempotency.aop.CommitBoundBackend;
import io.adcp.spring.idempotency.aop.IdempotentAdvisor;
import io.adcp.spring.idempotency.aop.IdempotentBeanPostProcessor;
import io.adcp.spring.idempotency.aop.TransactionBinding;
import io.adcp.spring.idempotency.aop.TransactionalUnitOfWork;
import io.adcp.spring.idempotency.encryption.EncryptingIdempotencyBackend;
import io.adcp.spring.idempotency.encryption.ResponseCipher;
import io.adcp.spring.idempotency.limit.BucketInsertLimiter;
import io.adcp.spring.idempotency.observation.OutcomeCounts;
import io.adcp.spring.idempotency.observation.OutcomeLog;
import io.adcp.spring.server.AdcpExchange;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.util.unit.DataSize;

/**
 * The engine, and the advisor that brings {@code @Idempotent} methods to it.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AdcpJdbcIdempotencyAutoConfiguration.class)
@ConditionalOnAdcpSeller
@EnableConfigurationProperties(AdcpIdempotencyProperties.class)
public final class AdcpIdempotencyAutoConfiguration {

	/**
	 * Name of the {@link java.time.Clock} bean that decides about expiry. Without it the
	 * database's clock does, or the system's for the memory backend. An application's
	 * other clocks are left alone: they may be of another time zone, or stand still in
	 * tests.
	 */
	public static final String CLOCK = "adcpIdempotencyClock";

	private static final Duration SHORTEST_TTL = Duration.ofHours(1);

	private static final Duration LONGEST_TTL = Duration.ofDays(7);

	private static final DataSize SMALLEST_RESPONSE = DataSize.ofKilobytes(1);

	private static final Log logger = LogFactory.getLog(AdcpIdempotencyAutoConfiguration.class);

	@Bean
	@ConditionalOnMissingBean
	IdempotencyStore idempotencyStore(AdcpIdempotencyProperties properties, ObjectProvider<IdempotencyBackend> backends,
			ResponseCipher cipher, BeanFactory beans, ObjectProvider<InsertLimiter> limiter,
			ObjectProvider<IdempotencyListener> listeners) {
		IdempotencyBackend backend = SingleBackend.of(backends, properties.getBackend());
		boolean transactional = TransactionBinding.isTransactional(backend);
		ApplicationTransactions transactions = new ApplicationTransactions(beans);
		IdempotencyBackend encrypting = new EncryptingIdempotencyBackend(backend, cipher);
		return new IdempotencyStore(transactional ? encrypting : new CommitBoundBackend(encrypting),
				new TransactionalUnitOfWork(
						transactional ? transactions::defaultManager : transactions::findDefaultManager),
				settings(properties), limiter.getIfAvailable(AdcpIdempotencyAutoConfiguration::unlimited),
				listeners.orderedStream().toList());
	}

	// Without keys, too: a record that was encrypted before must not be sent as it is.
	@Bean
	ResponseCipher adcpResponseCipher(AdcpIdempotencyProperties properties) {
		EncryptionProperties encryption = properties.getEncryption();
		return new ResponseCipher(encryption.toKeys(), encryption.isReadUnencrypted());
	}

	private static InsertLimiter unlimited() {
		logger.warn("New idempotency keys are not limited (adcp.idempotency.rate-limit.enabled=false): "
				+ "any authenticated agent can make the ledger grow without bound");
		return InsertLimiter.NONE;
	}

	@Bean
	@ConditionalOnMissingBean
	OutcomeLog adcpOutcomeLog() {
		return new OutcomeLog();
	}

	@Bean
	@ConditionalOnMissingBean
	OutcomeCounts adcpOutcomeCounts() {
		return new OutcomeCounts();
	}

	@Bean
	@ConditionalOnMissingBean(InsertLimiter.class)
	@ConditionalOnBooleanProperty(name = "adcp.idempotency.rate-limit.enabled", matchIfMissing = true)
	BucketInsertLimiter adcpInsertLimiter(AdcpIdempotencyProperties properties) {
		return new BucketInsertLimiter(properties.getRateLimit().toLimits());
	}

	@Bean
	@ConditionalOnBean(IdempotencyBackend.class)
	PurgeLifecycle adcpPurgeLifecycle(IdempotencyBackend backend, AdcpIdempotencyProperties properties) {
		return new PurgeLifecycle(new IdempotencyPurge(backend, properties.retention(), properties.getPurgeInterval()));
	}

	private static IdempotencySettings settings(AdcpIdempotencyProperties properties) {
		requireDeclarable(properties.getTtl());
		requireRoom(properties.getMaxResponseSize());
		return new IdempotencySettings(properties.retention(), properties.getInFlight(), properties.getWaitTimeout(),
				properties.getInFlightMax(), properties.getMaxWaiters(), properties.getMaxResponseSize().toBytes(),
				properties.getReplayHints());
	}

	// Checked here and not by a constraint: it has to hold without Jakarta Validation
	// too.
	private static void requireDeclarable(Duration ttl) {
		if (ttl.compareTo(SHORTEST_TTL) < 0 || ttl.compareTo(LONGEST_TTL) > 0) {
			throw new InvalidConfigurationPropertyValueException("adcp.idempotency.ttl", ttl,
					"AdCP lets a seller promise a replay window of 1 hour (1h) to 7 days (7d), no less and no more.");
		}
	}

	private static void requireRoom(DataSize maxResponseSize) {
		if (maxResponseSize.compareTo(SMALLEST_RESPONSE) < 0) {
			throw new InvalidConfigurationPropertyValueException("adcp.idempotency.max-response-size", maxResponseSize,
					"Every answer is stored before it is sent, so allow at least 1KB.");
		}
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static IdempotentBeanPostProcessor adcpIdempotentBeanPostProcessor(ListableBeanFactory beans) {
		IdempotentAdvisor advisor = new IdempotentAdvisor(() -> beans.getBean(IdempotencyStore.class),
				AdcpExchange::find, () -> TransactionBinding.isTransactional(beans.getBean(IdempotencyBackend.class)),
				new ClaimedMethods(() -> beans.getBean(ClaimedStore.class),
						(run) -> new AdcpClaim(run, beans.getBean(DownstreamCalls.class))));
		advisor.setBeanFactory(beans);
		return new IdempotentBeanPostProcessor(advisor);
	}

	// The checks are never lazy: a wrong set-up shows at the start.
	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	IdempotentBeansCheck adcpIdempotentBeansCheck(ConfigurableListableBeanFactory beans) {
		return new IdempotentBeansCheck(beans);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	TransactionCheck adcpTransactionCheck(ConfigurableListableBeanFactory beans) {
		return new TransactionCheck(beans);
	}

}
