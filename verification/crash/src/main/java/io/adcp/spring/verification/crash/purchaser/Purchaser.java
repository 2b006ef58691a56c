package io.adcp.spring.verification.crash.purchaser;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.adcp.spring.client.AdcpCallBook;
import io.adcp.spring.client.AdcpClients;
import io.adcp.spring.client.book.WebhookMemory;
import io.adcp.spring.client.task.TaskUpdates;
import io.adcp.spring.client.webhook.WebhookListener;
import io.adcp.spring.client.webhook.WebhookReceiver;
import io.adcp.spring.client.webhook.WebhookSource;

import java.time.Clock;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A buyer as an application of its own: the starter's book, its receiver of webhooks, and
 * a desk that buys. It is told where to die as the sellers are.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Purchaser {

	/** What it says when it takes webhooks, before its port. */
	public static final String READY = "PURCHASER READY ";

	/** The seller that it buys from. */
	public static final String SELLER = "acme";

	/** Another seller, whose word counts for nothing in the purchases from the first. */
	public static final String OTHER_SELLER = "other";

	public static void main(String[] args) {
		ConfigurableApplicationContext context = SpringApplication.run(Purchaser.class, args);
		System.out.println(READY + context.getEnvironment().getRequiredProperty("local.server.port"));
		if (context.getEnvironment().getProperty("purchaser.rehearses", Boolean.class, false)) {
			System.exit(SpringApplication.exit(context));
		}
	}

	@Bean
	Purchases purchases(JdbcClient jdbc) {
		return new Purchases(jdbc);
	}

	@Bean
	PurchaseDesk purchaseDesk(@Value("${purchaser.name}") String name, @Value("${purchaser.stop}") Path stop,
			@Value("${purchaser.mistake}") BuyerMistake mistake, AdcpClients clients, Purchases purchases,
			PlatformTransactionManager transactions) {
		return new PurchaseDesk(name, stop, mistake != BuyerMistake.RESUMPTION_FORGOTTEN, clients.agent(SELLER),
				purchases, transactions);
	}

	@Bean
	PurchaseListener purchaseListener(Purchases purchases, PlatformTransactionManager transactions,
			@Value("${purchaser.mistake}") BuyerMistake mistake) {
		return new PurchaseListener(purchases, transactions, mistake);
	}

	@Bean
	@ConditionalOnProperty(name = "purchaser.mistake", havingValue = "SIGNATURE_IGNORED")
	WebhookReceiver credulousReceiver(AdcpCallBook book, WebhookMemory memory, PlatformTransactionManager transactions,
			List<WebhookListener> listeners, TaskUpdates updates) {
		Map<String, WebhookSource> everybody = new LinkedHashMap<>();
		everybody.put(SELLER, (request, now) -> {
		});
		everybody.put(OTHER_SELLER, everybody.get(SELLER));
		return new WebhookReceiver(everybody, book, memory, transactions, listeners, updates, Clock.systemUTC());
	}

}
