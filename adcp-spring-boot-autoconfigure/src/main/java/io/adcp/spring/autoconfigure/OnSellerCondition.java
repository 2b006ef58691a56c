package io.adcp.spring.autoconfigure;

import java.util.List;

import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.idempotency.aop.IdempotentMethodScan;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.AdcpControllers;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.stereotype.Controller;

/**
 * Matches applications that sell: those with an {@link AdcpController}, or a controller
 * with an {@link Idempotent} method. A buyer with a database of its own gets no table in
 * it.
 */
class OnSellerCondition extends SpringBootCondition implements ConfigurationCondition {

	private static final String ENABLED = "adcp.idempotency.enabled";

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("AdCP seller");
		Boolean enabled = context.getEnvironment().getProperty(ENABLED, Boolean.class);
		if (enabled != null) {
			return new ConditionOutcome(enabled, message.because(ENABLED + " is " + enabled));
		}
		String seller = findSeller(context.getBeanFactory());
		return (seller != null) ? ConditionOutcome.match(message.foundExactly("bean " + seller))
				: ConditionOutcome.noMatch(message.didNotFind("controller with tasks or idempotent methods").atAll());
	}

	private static @Nullable String findSeller(@Nullable ConfigurableListableBeanFactory beans) {
		if (beans == null) {
			return null;
		}
		List<String> controllers = AdcpControllers.names(beans);
		if (!controllers.isEmpty()) {
			return controllers.get(0);
		}
		for (String name : beans.getBeanNamesForType(Object.class, true, false)) {
			if (beans.findAnnotationOnBean(name, Controller.class, false) != null) {
				Class<?> type = beans.getType(name, false);
				if (type != null && !IdempotentMethodScan.of(type).isEmpty()) {
					return name;
				}
			}
		}
		return null;
	}

}
