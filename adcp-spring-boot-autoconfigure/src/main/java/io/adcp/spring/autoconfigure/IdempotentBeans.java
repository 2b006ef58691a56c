package io.adcp.spring.autoconfigure;

import java.lang.reflect.Method;

import io.adcp.spring.idempotency.aop.IdempotentMethodScan;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Finds the {@code @Idempotent} methods of all beans, without making any bean to find out
 * what it is.
 */
final class IdempotentBeans {

	private final ConfigurableListableBeanFactory beans;

	IdempotentBeans(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	void forEachMethod(Visitor visitor) {
		for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beans, Object.class, true, false)) {
			Class<?> type = targetClass(name);
			if (type != null) {
				IdempotentMethodScan.of(type).forEach((method) -> visitor.visit(name, method, type));
			}
		}
	}

	// A proxy of interfaces does not show the class, which has the annotations.
	private @Nullable Class<?> targetClass(String name) {
		Class<?> type = this.beans.getType(name, false);
		if (this.beans.containsBeanDefinition(name) && this.beans.getMergedBeanDefinition(name)
			.getAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE) instanceof Class<?> proxied) {
			type = proxied;
		}
		return (type != null) ? ClassUtils.getUserClass(type) : null;
	}

	interface Visitor {

		void visit(String bean, Method method, Class<?> type);

	}

}
