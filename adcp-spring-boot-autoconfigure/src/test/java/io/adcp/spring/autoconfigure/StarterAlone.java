package io.adcp.spring.autoconfigure;

import io.adcp.spring.client.AdcpClient;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * A buyer that has the starter and nothing else.
 */
public class StarterAlone implements Runnable {

	@Override
	public void run() {
		SpringApplication application = new SpringApplication(Buyer.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application
			.run("--adcp.client.agents.acme.url=https://acme.example/mcp")) {
			context.getBean(AdcpClient.class);
			if (context.getBeanNamesForType(AdcpIdempotencyProperties.class).length > 0) {
				throw new IllegalStateException("A buyer got a seller's side");
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Buyer {

	}

}
