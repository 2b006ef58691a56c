package io.adcp.spring.autoconfigure;

import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.observation.OutcomeCounts;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * A seller whose class path has neither Actuator nor Micrometer's meters.
 */
public class SellerWithoutOperations implements Runnable {

	@Override
	public void run() {
		SpringApplication application = new SpringApplication(Seller.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application
			.run("--spring.datasource.generate-unique-name=true")) {
			SellerContext.execute(context, SellerContext.request(null), () -> "{}");
			context.getBean(IdempotencyStore.class);
			context.getBean(OutcomeCounts.class);
			for (String name : context.getBeanDefinitionNames()) {
				if (name.matches("adcpIdempotencyEndpoint|adcpIdempotencyHealthIndicator|adcpRecordGauges")) {
					throw new IllegalStateException(name + " is there");
				}
			}
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(BuyTasks.class)
	static class Seller {

	}

}
