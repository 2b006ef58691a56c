package io.adcp.spring.sample.seller.webhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.sample.seller.SellerApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one process could not send, the next one sends.
 */
class WebhookRestartTests {

	@Test
	void aWebhookThatACrashHasCutOffIsSentByTheNextStart(@TempDir Path crashed) throws IOException {
		try (WebhookReceiver receiver = new WebhookReceiver()) {
			receiver.keepSilent();
			try (ConfigurableApplicationContext first = start(crashed.resolve("first"))) {
				announce(first, new PushNotificationConfig(receiver.url("op-1"), null, null));
				await(() -> assertThat(receiver.received()).hasSize(1));
				// As a killed process would leave it: committed, and not marked as sent.
				Files.createDirectory(crashed.resolve("second"));
				Files.copy(crashed.resolve("first/seller.mv.db"), crashed.resolve("second/seller.mv.db"));
			}
			receiver.answer(204);
			try (ConfigurableApplicationContext second = start(crashed.resolve("second"))) {
				await(() -> assertThat(state(second)).isEqualTo("sent"));
			}
			assertThat(receiver.received()).hasSize(2);
			assertThat(receiver.received().get(1)).isEqualTo(receiver.received().get(0));
		}
	}

	private static ConfigurableApplicationContext start(Path directory) {
		return new SpringApplicationBuilder(SellerApplication.class).run("--server.port=0",
				"--sample.seller.data-dir=" + directory, "--sample.seller.webhook.allow-private-targets=true",
				"--sample.seller.webhook.read-timeout=1s");
	}

	private static void announce(ConfigurableApplicationContext context, PushNotificationConfig config) {
		context.getBean(TransactionTemplate.class)
			.executeWithoutResult((status) -> context.getBean(Webhooks.class)
				.taskCompleted(config, AdcpTask.CREATE_MEDIA_BUY, Map.of("media_buy_id", "mb_1")));
	}

	private static String state(ConfigurableApplicationContext context) {
		return context.getBean(JdbcClient.class).sql("SELECT state FROM webhook").query(String.class).single();
	}

	private static void await(Runnable assertion) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion::run);
	}

}
