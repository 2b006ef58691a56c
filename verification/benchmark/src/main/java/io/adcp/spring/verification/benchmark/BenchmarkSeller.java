package io.adcp.spring.verification.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import javax.sql.DataSource;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.autoconfigure.AdcpDownstreamAutoConfiguration;
import io.adcp.spring.autoconfigure.AdcpIdempotencyAutoConfiguration;
import io.adcp.spring.autoconfigure.AdcpJdbcIdempotencyAutoConfiguration;
import io.adcp.spring.autoconfigure.AdcpServerAutoConfiguration;
import io.adcp.spring.autoconfigure.AdcpTaskAutoConfiguration;
import io.adcp.spring.idempotency.IdempotentResponse;
import io.adcp.spring.server.AdcpExchange;
import io.adcp.spring.server.ExchangeFactory;
import io.adcp.spring.server.ResponseCodec;
import io.adcp.spring.task.AdcpTasks;
import io.adcp.spring.wire.StrictJson;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An application with the starter, called as a transport calls it: from the request's
 * bytes to the answer's text, with HTTP left out.
 */
final class BenchmarkSeller implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final ExchangeFactory exchanges;

	private final ResponseCodec codec;

	private final MediaBuys mediaBuys;

	private BenchmarkSeller(ConfigurableApplicationContext context) {
		this.context = context;
		this.exchanges = context.getBean(ExchangeFactory.class);
		this.codec = context.getBean(ResponseCodec.class);
		this.mediaBuys = context.getBean(MediaBuys.class);
	}

	/**
	 * Start an application.
	 * @param url the database's address
	 * @param pool the number of connections
	 * @param properties further properties, each as {@code name=value}
	 * @return the application
	 */
	static BenchmarkSeller start(String url, int pool, String... properties) {
		return start(Application.class, url, pool, properties);
	}

	/**
	 * Start an application with tasks and calls of other systems. The work of its tasks
	 * is not done.
	 * @param url the database's address
	 * @param pool the number of connections
	 * @return the application
	 */
	static BenchmarkSeller startWithEffects(String url, int pool) {
		return start(EffectfulApplication.class, url, pool);
	}

	private static BenchmarkSeller start(Class<?> application, String url, int pool, String... properties) {
		// The limit on new keys counts as ever, but would end each block at 60 calls a
		// second. The name keeps the sample's own application.yml out.
		List<String> all = new ArrayList<>(List.of("spring.config.name=benchmark", "spring.datasource.url=" + url,
				"spring.datasource.hikari.maximum-pool-size=" + pool, "spring.datasource.hikari.minimum-idle=" + pool,
				"spring.jackson.property-naming-strategy=SNAKE_CASE", "logging.level.root=error",
				"adcp.idempotency.enabled=true", "adcp.idempotency.purge-interval=1d"));
		for (String kind : List.of("writes", "reads")) {
			all.add("adcp.idempotency.rate-limit." + kind + ".sustained=10000000");
			all.add("adcp.idempotency.rate-limit." + kind + ".burst=10000000");
		}
		all.addAll(List.of(properties));
		return new BenchmarkSeller(new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.registerShutdownHook(false)
			.properties(all.toArray(String[]::new))
			.run());
	}

	/**
	 * Buy with a key.
	 * @param request the request
	 * @return the answer, and whether it is a replay
	 */
	IdempotentResponse buyOnce(byte[] request) {
		return call(request, (exchange) -> this.mediaBuys.buyOnce(exchange.request()));
	}

	/**
	 * Buy with a key and a handler that takes its time.
	 * @param request the request
	 * @param nanos how much time
	 * @return the answer, and whether it is a replay
	 */
	IdempotentResponse buyOnceSlowly(byte[] request, long nanos) {
		return call(request, (exchange) -> this.mediaBuys.buyOnceSlowly(exchange.request(), nanos));
	}

	/**
	 * Call a handler with a key.
	 * @param request the request
	 * @param handler the handler
	 * @return the answer, and whether it is a replay
	 */
	IdempotentResponse call(byte[] request, Handler handler) {
		AdcpExchange exchange = this.exchanges.create(AdcpTask.CREATE_MEDIA_BUY, StrictJson.read(request),
				BuyRequest.AGENT);
		try (AdcpExchange.Binding binding = exchange.bind()) {
			handler.handle(exchange);
			return Objects.requireNonNull(exchange.response());
		}
	}

	/**
	 * Buy without a key: the same handler, with {@code @Transactional} alone.
	 * @param request the request
	 * @return the answer
	 */
	String buy(byte[] request) {
		return this.codec.write(this.mediaBuys.buy(StrictJson.read(request)));
	}

	DataSource dataSource() {
		return this.context.getBean(DataSource.class);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * Calls a handler.
	 */
	interface Handler {

		void handle(AdcpExchange exchange);

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
			JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class, TransactionAutoConfiguration.class,
			JacksonAutoConfiguration.class, AdcpJdbcIdempotencyAutoConfiguration.class,
			AdcpIdempotencyAutoConfiguration.class, AdcpServerAutoConfiguration.class })
	static class Application {

		@Bean
		MediaBuys mediaBuys(JdbcClient jdbc) {
			return new MediaBuys(jdbc);
		}

		@Bean
		RecordReader recordReader(JdbcClient jdbc) {
			return new RecordReader(jdbc);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Application.class)
	@ImportAutoConfiguration({ AdcpTaskAutoConfiguration.class, AdcpDownstreamAutoConfiguration.class })
	static class EffectfulApplication {

		@Bean
		EffectfulBuys effectfulBuys(AdcpTasks tasks, JdbcClient jdbc) {
			return new EffectfulBuys(tasks, jdbc);
		}

	}

}
