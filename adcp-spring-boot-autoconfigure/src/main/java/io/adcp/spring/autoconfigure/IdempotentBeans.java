package io.adcp.spring.autoconfigure;

import java.lang.reflect.Method;

import io.adcp.spring.idempotency.aop.IdempotentMethodScan;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the {@code @Idempotent} methods of all beans.
 */
final class IdempotentBeans {

	private final BeanTypes types;

	IdempotentBeans(ConfigurableListableBeanFactory beans) {
		this.types = new BeanTypes(beans);
	}

	void forEachMethod(Visitor visitor) {
		this.types.forEach(
				(name, type) -> IdempotentMethodScan.of(type).forEach((method) -> visitor.visit(name, method, type)));
	}

	interface Visitor {

		void visit(String bean, Method method, Class<?> type);

	}

}
