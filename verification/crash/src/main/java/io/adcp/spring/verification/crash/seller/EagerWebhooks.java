package io.adcp.spring.verification.crash.seller;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;

import io.adcp.spring.task.TaskListener;
import io.adcp.spring.task.TaskRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Webhooks with the mistake that this starter exists to avoid: each is sent in the
 * transaction that ends its task, which may still come to nothing, and is sent once.
 */
class EagerWebhooks implements TaskListener {

	private final HttpClient client = HttpClient.newHttpClient();

	@Override
	public void changed(TaskRecord task) {
		JsonNode config = task.pushNotificationConfig();
		if (config == null || !task.state().isTerminal()) {
			return;
		}
		ObjectNode body = JsonMapper.shared()
			.createObjectNode()
			.put("idempotency_key", UUID.randomUUID().toString())
			.put("task_id", task.id())
			.put("status", task.state().wireName());
		body.set("result", task.answer());
		send(config.path("url").asString(""), body.toString());
	}

	private void send(String url, String body) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(url))
			.timeout(Duration.ofSeconds(1))
			.POST(BodyPublishers.ofString(body))
			.build();
		try {
			this.client.send(request, BodyHandlers.discarding());
		}
		catch (IOException ex) {
			System.out.println("A webhook is lost: " + ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
