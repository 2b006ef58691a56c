package io.adcp.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Warns of {@code @Idempotent} methods in an application that has switched the starter's
 * seller off: a repetition of their calls runs again.
 */
class BareMethodsWarning implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(BareMethodsWarning.class);

	private final ConfigurableListableBeanFactory beans;

	BareMethodsWarning(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<String> methods = new ArrayList<>();
		new IdempotentBeans(this.beans).forEachMethod((bean, method, type) -> methods
			.add(method.getDeclaringClass().getSimpleName() + "." + method.getName()));
		if (!methods.isEmpty()) {
			logger.warn("adcp.idempotency.enabled=false: these @Idempotent methods run at each call, repeated or not: "
					+ String.join(", ", methods));
		}
	}

}
