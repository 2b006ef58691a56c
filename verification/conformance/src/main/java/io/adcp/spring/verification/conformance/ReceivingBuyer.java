package io.adcp.spring.verification.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.client.webhook.AdcpWebhook;
import io.adcp.spring.client.webhook.WebhookEvent;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * A buyer as an application is one that uses the starter: it finds the seller's keys by
 * its {@code brand.json}, and takes webhooks in a method.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ReceivingBuyer {

	static final String AGENT = "typescript";

	private static final Map<String, String> SETTINGS = Map.of("server.address", "127.0.0.1", "spring.main.banner-mode",
			"off", "spring.datasource.url", "jdbc:h2:mem:receiving-buyer", "spring.flyway.enabled", "false",
			"adcp.client.book.enabled", "true");

	@Bean
	Bookings bookings() {
		return new Bookings();
	}

	/** A webhook is known by its signature. */
	@Bean
	SecurityFilterChain webhooksForEverybody(HttpSecurity http) {
		return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.csrf((csrf) -> csrf.disable())
			.build();
	}

	/**
	 * Start it for one seller.
	 * @param seller the seller
	 * @return the running application
	 */
	static ConfigurableApplicationContext start(URI seller) throws IOException {
		int port = freePort();
		List<String> arguments = new ArrayList<>();
		SETTINGS.forEach((name, value) -> arguments.add("--" + name + "=" + value));
		arguments.add("--server.port=" + port);
		arguments.add("--adcp.client.webhook.url=http://127.0.0.1:" + port);
		arguments.add("--adcp.client.agents." + AGENT + ".url=" + seller);
		arguments.add("--adcp.client.agents." + AGENT + ".brand=" + seller.resolve("/.well-known/brand.json"));
		arguments.add("--adcp.client.agents." + AGENT + ".webhook-token=a-word-to-bring-back");
		return SpringApplication.run(ReceivingBuyer.class, arguments.toArray(String[]::new));
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/**
	 * What the buyer was told.
	 */
	static class Bookings {

		private final List<String> mediaBuys = new CopyOnWriteArrayList<>();

		@AdcpWebhook(AdcpTask.CREATE_MEDIA_BUY)
		void booked(WebhookEvent<JsonNode> event) {
			this.mediaBuys.add((event.body() != null) ? event.body().path("media_buy_id").asString() : "none");
		}

		List<String> mediaBuys() {
			return this.mediaBuys;
		}

	}

}
