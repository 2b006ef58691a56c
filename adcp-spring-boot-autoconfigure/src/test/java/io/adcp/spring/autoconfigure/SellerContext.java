package io.adcp.spring.autoconfigure;

import java.util.List;
import java.util.concurrent.Callable;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.IdempotentResponse;
import io.adcp.spring.idempotency.contract.Requests;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.ApplicationContext;

/**
 * The smallest sellers that tests start: one task on an H2 database of their own.
 */
final class SellerContext {

	static final IdempotencyScope SCOPE = new IdempotencyScope("agent-1", "account-1", null);

	private static final List<Class<?>> AUTO_CONFIGURATIONS = List.of(DataSourceAutoConfiguration.class,
			DataSourceTransactionManagerAutoConfiguration.class, TransactionAutoConfiguration.class,
			JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class, FlywayAutoConfiguration.class,
			JacksonAutoConfiguration.class, ValidationAutoConfiguration.class,
			AdcpJdbcIdempotencyAutoConfiguration.class, AdcpMemoryIdempotencyAutoConfiguration.class,
			AdcpIdempotencyAutoConfiguration.class, AdcpServerAutoConfiguration.class,
			AdcpDownstreamAutoConfiguration.class, AdcpTaskAutoConfiguration.class, AdcpWebhookAutoConfiguration.class);

	private SellerContext() {
	}

	/**
	 * A runner with everything that a seller's application has, but no controller and no
	 * database.
	 * @return the runner
	 */
	static ApplicationContextRunner application() {
		return without(Void.class);
	}

	static ApplicationContextRunner without(Class<?> autoConfiguration) {
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations
			.of(AUTO_CONFIGURATIONS.stream().filter((type) -> type != autoConfiguration).toArray(Class<?>[]::new)));
	}

	static Class<?>[] autoConfigurations() {
		return AUTO_CONFIGURATIONS.toArray(Class<?>[]::new);
	}

	static ApplicationContextRunner seller() {
		return application().withBean(BuyTasks.class).withPropertyValues("spring.datasource.generate-unique-name=true");
	}

	static IdempotencyRequest request(@Nullable String key) {
		return request(key, AdcpTask.CREATE_MEDIA_BUY, 0);
	}

	static IdempotencyRequest request(@Nullable String key, String task, int payload) {
		return new IdempotencyRequest(SCOPE, (key != null) ? key : IdempotencyKey.generate(), task,
				Requests.payload(payload));
	}

	static IdempotentResponse execute(ApplicationContext context, IdempotencyRequest request, Callable<String> handler)
			throws Exception {
		return context.getBean(IdempotencyStore.class).execute(request, handler);
	}

}
