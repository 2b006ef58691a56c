package io.adcp.spring.verification.conformance.sandbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.adcp.spring.server.AdcpExchange;
import io.adcp.spring.task.AdcpSubmitted;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets an agent's next buy be submitted, with the task that a test has named. It stands
 * in for the sample's orders, so the answer is kept like any other; the work of the task
 * never comes.
 */
@Component
class ForcedSubmissions implements BeanPostProcessor, MethodInterceptor {

	private static final String ORDERS = "io.adcp.spring.sample.seller.mediabuy.MediaBuyOrders";

	private static final String HOLD_NEWEST = """
			UPDATE media_buy SET order_state = 'waiting'
			WHERE position = (SELECT MAX(position) FROM media_buy WHERE agent = :agent)""";

	private final Map<String, AdcpSubmitted> forced = new ConcurrentHashMap<>();

	private final ObjectProvider<JdbcClient> jdbc;

	ForcedSubmissions(ObjectProvider<JdbcClient> jdbc) {
		this.jdbc = jdbc;
	}

	void force(String agent, AdcpSubmitted answer) {
		this.forced.put(agent, answer);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		if (!bean.getClass().getName().equals(ORDERS)) {
			return bean;
		}
		ProxyFactory orders = new ProxyFactory(bean);
		orders.setProxyTargetClass(true);
		orders.addAdvice(this);
		return orders.getProxy(bean.getClass().getClassLoader());
	}

	@Override
	public @Nullable Object invoke(MethodInvocation call) throws Throwable {
		AdcpExchange exchange = AdcpExchange.find();
		String agent = (exchange != null) ? exchange.agent() : "";
		return switch (call.getMethod().getName()) {
			case "areNeededFor" -> this.forced.containsKey(agent) || Boolean.TRUE.equals(call.proceed());
			case "submit" -> {
				AdcpSubmitted answer = this.forced.remove(agent);
				yield (answer != null) ? hold(agent, answer) : call.proceed();
			}
			default -> call.proceed();
		};
	}

	private AdcpSubmitted hold(String agent, AdcpSubmitted answer) {
		this.jdbc.getObject().sql(HOLD_NEWEST).param("agent", agent).update();
		return answer;
	}

}
