package io.adcp.spring.autoconfigure;

import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * The classes of all beans, without making any bean to find out what it is.
 */
final class BeanTypes {

	private final ConfigurableListableBeanFactory beans;

	BeanTypes(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	void forEach(BiConsumer<String, Class<?>> visitor) {
		for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beans, Object.class, true, false)) {
			Class<?> type = targetClass(name);
			if (type != null) {
				visitor.accept(name, type);
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

}
