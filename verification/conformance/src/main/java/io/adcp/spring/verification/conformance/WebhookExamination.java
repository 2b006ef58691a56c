package io.adcp.spring.verification.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpCallBook;
import io.adcp.spring.client.AdcpClient;
import io.adcp.spring.client.AdcpClients;
import io.adcp.spring.client.AdcpResult;
import io.adcp.spring.verification.conformance.ReceivingBuyer.Bookings;
import io.adcp.spring.verification.conformance.StoryboardResult.Outcome;
import io.adcp.spring.verification.conformance.StoryboardResult.Step;
import tools.jackson.databind.JsonNode;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Buys from a seller that goes on with the task and tells the end by webhook, twice, in
 * the SDK's own signature.
 */
final class WebhookExamination {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final TypeScriptSeller seller;

	WebhookExamination(TypeScriptSeller seller) {
		this.seller = seller;
	}

	StoryboardResult run(String name) throws IOException, InterruptedException {
		try (ConfigurableApplicationContext buyer = ReceivingBuyer.start(this.seller.withoutSessions())) {
			String fault = examine(buyer);
			Step step = new Step("a webhook is verified by the keys of the brand, and taken once",
					fault.isEmpty() ? Outcome.PASSED : Outcome.FAILED, "", fault);
			return new StoryboardResult(name, List.of(step), List.of());
		}
	}

	/** Return what is wrong, empty where nothing is. */
	private String examine(ConfigurableApplicationContext buyer) throws IOException, InterruptedException {
		AdcpClient client = buyer.getBean(AdcpClients.class).agent(ReceivingBuyer.AGENT);
		AdcpCall call = client.createMediaBuy(BuyerExamination.buy("by webhook")).webhook().prepare();
		AdcpResult<JsonNode> submitted = client.resume(client.store(call), JsonNode.class);
		if (!submitted.isUnfinished()) {
			return "expected a task that goes on, got " + submitted;
		}
		int delivered = this.seller.awaitDeliveries(2, LIMIT);
		List<String> told = buyer.getBean(Bookings.class).mediaBuys();
		boolean settled = buyer.getBean(AdcpCallBook.class).isSettled(call.id(), ReceivingBuyer.AGENT);
		return (delivered == 2 && told.size() == 1 && settled) ? ""
				: "%d deliveries were taken, the buyer was told %s, settled: %s".formatted(delivered, told, settled);
	}

}
