package io.adcp.spring.verification.crash.seller;

import java.util.List;

import javax.sql.DataSource;

import io.adcp.spring.downstream.Downstream;
import io.adcp.spring.idempotency.jdbc.JdbcIdempotencyBackend;
import io.adcp.spring.idempotency.jdbc.LedgerTable;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;

/**
 * Sellers with their records beside the business rows, with calls of an ad server, tasks
 * and webhooks, and with the mistake that they are told to make.
 */
@Configuration(proxyBeanMethods = false)
public class JdbcCrashConfiguration {

	private static final String MISTAKE = "crash.mistake";

	private static final String TABLE = """
			CREATE TABLE IF NOT EXISTS direct_buy (
				media_buy_id VARCHAR(50) NOT NULL PRIMARY KEY,
				po_number VARCHAR(100) NOT NULL,
				order_id VARCHAR(100) NOT NULL
			)
			""";

	@Bean
	JdbcIdempotencyBackend crashingBackend(DataSource dataSource, LedgerTable table, Environment environment) {
		return makes(Mistake.RECORD_AFTER_COMMIT, environment) ? new BrokenBackend(dataSource, table)
				: new CrashingBackend(dataSource, table);
	}

	@Bean
	static HandlerPoints handlerPoints() {
		return new HandlerPoints(List::of);
	}

	@Bean
	DirectAdServer directAdServer(@Value("${sample.seller.ad-server.url}") String url) {
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
		requests.setReadTimeout(CrashingDownstream.TIMEOUT);
		return new DirectAdServer(RestClient.builder().baseUrl(url).requestFactory(requests).build());
	}

	@Bean
	DirectBuys directBuys(Downstream<DirectOrder, PlacedOrder> directAdServer, JdbcClient jdbc,
			Environment environment) {
		jdbc.sql(TABLE).update();
		return new DirectBuys(directAdServer, jdbc, makes(Mistake.CLAIM_AFTER_CALL, environment));
	}

	@Bean
	CrashingTaskListener crashingTaskListener() {
		return new CrashingTaskListener();
	}

	@Bean
	@ConditionalOnProperty(name = MISTAKE, havingValue = "WEBHOOK_IN_HANDLER")
	EagerWebhooks eagerWebhooks() {
		return new EagerWebhooks();
	}

	@Bean
	@ConditionalOnProperty(name = MISTAKE, havingValue = "WEBHOOK_IN_HANDLER")
	static BeanFactoryPostProcessor noWebhooksAfterTheCommit() {
		return (beans) -> ((BeanDefinitionRegistry) beans).removeBeanDefinition("adcpTaskWebhooks");
	}

	@Bean
	static BeanPostProcessor effectPoints(Environment environment) {
		CrashingDownstream calls = new CrashingDownstream(makes(Mistake.RELEASED_ON_UNKNOWN, environment));
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				if (bean instanceof DataSource dataSource && CrashingStatements.areWatched()) {
					return new CrashingStatements(dataSource);
				}
				return (bean instanceof Downstream) ? around(bean, calls) : bean;
			}

		};
	}

	private static Object around(Object bean, CrashingDownstream calls) {
		ProxyFactory factory = new ProxyFactory(bean);
		factory.setProxyTargetClass(true);
		factory.addAdvice(calls);
		return factory.getProxy(bean.getClass().getClassLoader());
	}

	private static boolean makes(Mistake mistake, Environment environment) {
		return mistake.name().equals(environment.getProperty(MISTAKE));
	}

}
