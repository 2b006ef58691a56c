package io.adcp.spring.verification.crash.purchaser;

import io.adcp.spring.client.webhook.AdcpWebhook;
import io.adcp.spring.client.webhook.WebhookEvent;
import io.adcp.spring.verification.crash.seller.AroundCommit;
import io.adcp.spring.verification.crash.seller.CrashPoint;
import tools.jackson.databind.JsonNode;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes down the ends that webhooks tell, with places to die at before and after that
 * commits. After the commit, the seller has not been answered yet.
 */
class PurchaseListener {

	private final Purchases purchases;

	private final TransactionTemplate transaction;

	PurchaseListener(Purchases purchases, PlatformTransactionManager transactions, BuyerMistake mistake) {
		this.purchases = purchases;
		this.transaction = new TransactionTemplate(transactions);
		if (mistake == BuyerMistake.ROWS_APART) {
			this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		}
	}

	@AdcpWebhook
	void told(WebhookEvent<JsonNode> event) {
		if (!event.update().isTerminal()) {
			return;
		}
		JsonNode body = event.body();
		String mediaBuyId = (body != null) ? body.path("media_buy_id").asString("") : null;
		this.transaction.executeWithoutResult(
				(status) -> this.purchases.ended(event.callId(), event.update().status(), mediaBuyId, "webhook"));
		CrashPoint.IN_LISTENER.pass();
		AroundCommit.register(CrashPoint.BEFORE_LISTENER_COMMIT, CrashPoint.AFTER_LISTENER_COMMIT);
	}

}
