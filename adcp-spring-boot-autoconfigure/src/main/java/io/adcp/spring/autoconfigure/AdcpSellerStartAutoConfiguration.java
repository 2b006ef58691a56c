package io.adcp.spring.autoconfigure;

import java.util.List;

import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.AdcpControllers;
import io.adcp.spring.server.TaskDispatcher;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * Tells at the start what a seller offers, and what about it cannot be meant.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { AdcpServerAutoConfiguration.class, AdcpMcpServerAutoConfiguration.class,
		AdcpA2aServerAutoConfiguration.class, AdcpRestAutoConfiguration.class })
public final class AdcpSellerStartAutoConfiguration {

	@Bean
	@Lazy(false)
	@ConditionalOnBean(TaskDispatcher.class)
	SellerStartLog adcpSellerStartLog(ApplicationContext context) {
		return new SellerStartLog(context);
	}

	@Bean
	@Lazy(false)
	@ConditionalOnProperty(name = "adcp.idempotency.enabled", havingValue = "false")
	SmartInitializingSingleton adcpBareMethodsWarning(ConfigurableListableBeanFactory beans) {
		return new BareMethodsWarning(beans);
	}

	/**
	 * Tasks in an application that only WebFlux serves.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	@ConditionalOnBean(annotation = AdcpController.class)
	static class ReactiveSellerConfiguration {

		@Bean
		@Lazy(false)
		SmartInitializingSingleton adcpWebStackCheck(ConfigurableListableBeanFactory beans) {
			return () -> refuse(beans, "this is a reactive web application");
		}

	}

	/**
	 * Tasks in an application without Spring MVC.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass({ "org.springframework.web.servlet.DispatcherServlet",
			"org.springframework.web.reactive.DispatcherHandler" })
	@ConditionalOnBean(annotation = AdcpController.class)
	static class WeblessSellerConfiguration {

		@Bean
		@Lazy(false)
		SmartInitializingSingleton adcpWebStackCheck(ConfigurableListableBeanFactory beans) {
			return () -> refuse(beans, "Spring MVC is not on the class path");
		}

	}

	private static void refuse(ConfigurableListableBeanFactory beans, String reason) {
		List<String> controllers = AdcpControllers.names(beans);
		throw new InvalidSetupException(
				"The tasks of the @AdcpController " + String.join(", ", controllers)
						+ " would be served by nothing: Spring MVC serves them, and " + reason + ".",
				"Add spring-boot-starter-webmvc. Where spring-boot-starter-webflux is there for its WebClient, both "
						+ "may stay, and Spring MVC serves.");
	}

}
