package io.adcp.spring.autoconfigure;

import java.util.List;
import java.util.Optional;

import io.adcp.spring.AdcpVersion;
import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.memory.MemoryIdempotencyBackend;
import io.adcp.spring.server.AccountResolver;
import io.adcp.spring.server.AdcpCapabilitiesCustomizer;
import io.adcp.spring.server.AgentResolver;
import io.adcp.spring.server.CapabilitiesTask;
import io.adcp.spring.server.ExchangeFactory;
import io.adcp.spring.server.HashedAccountResolver;
import io.adcp.spring.server.JakartaRequestValidator;
import io.adcp.spring.server.PayloadHasher;
import io.adcp.spring.server.RequestValidator;
import io.adcp.spring.server.ResponseCodec;
import io.adcp.spring.server.ServedVersions;
import io.adcp.spring.server.TaskDispatcher;
import io.adcp.spring.server.TaskHandlers;
import jakarta.validation.Validator;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * The seller's side that does not depend on a transport.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AdcpIdempotencyAutoConfiguration.class,
		afterName = { "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
				"org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration" })
@ConditionalOnAdcpSeller
@EnableConfigurationProperties({ AdcpServerProperties.class, AdcpIdempotencyProperties.class })
public final class AdcpServerAutoConfiguration {

	private static final Log logger = LogFactory.getLog(AdcpServerAutoConfiguration.class);

	@Bean
	@ConditionalOnMissingBean
	AgentResolver adcpAgentResolver() {
		return (principal) -> (principal != null) ? principal.getName() : null;
	}

	// A backend that keeps its salt has said so before.
	@Bean
	@Lazy
	@ConditionalOnMissingBean
	AccountSalt adcpAccountSalt(AdcpIdempotencyProperties properties, ObjectProvider<IdempotencyBackend> backend) {
		return AccountSalt.of(properties.getSecret(), () -> {
			if (backend.getIfUnique() instanceof MemoryIdempotencyBackend) {
				return AccountSalt.random();
			}
			throw new InvalidSetupException(
					"The application's own idempotency backend does not keep the salt for account hashes, and "
							+ "adcp.idempotency.secret is not set. With a new salt at each start, accounts that are "
							+ "identified by a natural key would be unknown after a restart, and retries would be "
							+ "executed again.",
					"Set adcp.idempotency.secret to the same random text on every node ('openssl rand -base64 32'), or "
							+ "define a bean of type AccountResolver.");
		});
	}

	@Bean
	@ConditionalOnMissingBean(AccountResolver.class)
	HashedAccountResolver adcpAccountResolver(AccountSalt salt) {
		return new HashedAccountResolver(salt.value());
	}

	@Bean
	ResponseCodec adcpResponseCodec(ObjectProvider<JsonMapper> mapper) {
		return new ResponseCodec(mapper.getIfAvailable(JsonMapper::shared));
	}

	@Bean
	@ConditionalOnMissingBean
	PayloadHasher adcpPayloadHasher() {
		return PayloadHasher.CANONICAL;
	}

	@Bean
	ServedVersions adcpServedVersions(AdcpServerProperties properties) {
		return new ServedVersions(
				properties.getVersions().stream().map(AdcpVersion::find).flatMap(Optional::stream).toList());
	}

	@Bean
	ExchangeFactory adcpExchangeFactory(AccountResolver accounts, PayloadHasher hasher, ResponseCodec codec,
			ServedVersions versions) {
		return new ExchangeFactory(accounts, hasher, codec, versions);
	}

	@Bean
	TaskHandlers adcpTaskHandlers(ListableBeanFactory beans, AdcpServerProperties properties) {
		TaskHandlers handlers = TaskHandlers.of(beans);
		List<String> unprotected = handlers.keyedButNotIdempotent();
		if (!unprotected.isEmpty() && properties.isRequireIdempotent()) {
			throw new InvalidSetupException(
					"AdCP requires an idempotency_key for these tasks, but their methods are not @Idempotent, so a "
							+ "repeated call would run again:\n\n    " + String.join("\n    ", unprotected),
					"Annotate the methods with @Idempotent, or set adcp.server.require-idempotent=false to get "
							+ "a warning only.");
		}
		unprotected.forEach((task) -> logger.warn(
				"AdCP requires a key for " + task + ", but its method is not @Idempotent: a repeated call runs again"));
		return handlers;
	}

	@Bean
	TaskDispatcher adcpTaskDispatcher(TaskHandlers handlers, ExchangeFactory exchanges, ServedVersions versions,
			ObjectProvider<JsonMapper> mapper, ObjectProvider<RequestValidator> validator, IdempotencyStore store,
			ObjectProvider<AdcpCapabilitiesCustomizer> customizers) {
		CapabilitiesTask capabilities = new CapabilitiesTask(handlers.tasks(), versions, store.capability(),
				customizers.orderedStream().toList());
		return new TaskDispatcher(handlers, exchanges, mapper.getIfAvailable(JsonMapper::shared),
				validator.getIfAvailable(), capabilities);
	}

	/**
	 * Checks arguments where Jakarta Validation is there.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Validator.class)
	static class ValidationConfiguration {

		@Bean
		@ConditionalOnBean(Validator.class)
		@ConditionalOnMissingBean(RequestValidator.class)
		JakartaRequestValidator adcpRequestValidator(Validator validator, ObjectProvider<JsonMapper> mapper) {
			return new JakartaRequestValidator(validator, mapper.getIfAvailable(JsonMapper::shared));
		}

	}

}
