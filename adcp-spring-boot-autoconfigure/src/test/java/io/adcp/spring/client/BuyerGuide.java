package io.adcp.spring.client;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.client.webhook.AdcpWebhook;
import io.adcp.spring.client.webhook.WebhookEvent;

import org.springframework.transaction.annotation.Transactional;

/**
 * The code of {@code docs/buyer.md}, which shows it line by line.
 */
class BuyerGuide {

	private final AdcpClient client;

	private final AdcpClients clients;

	private final Campaigns campaigns;

	BuyerGuide(AdcpClient client, AdcpClients clients, Campaigns campaigns) {
		this.client = client;
		this.clients = clients;
		this.campaigns = campaigns;
	}

	MediaBuy buy(Campaign campaign) {
		AdcpResult<MediaBuy> answer = this.client.createMediaBuy(campaign).call(MediaBuy.class);
		return this.client.follow(answer, MediaBuy.class).body();
	}

	@Transactional
	public AdcpCall decide(Campaign campaign) {
		this.campaigns.decided(campaign);
		return this.client.store(this.client.createMediaBuy(campaign).webhook().prepare());
	}

	void send(AdcpCall call) {
		AdcpResult<MediaBuy> end = this.client.follow(call, MediaBuy.class);
		this.client.settle(end, () -> this.campaigns.booked(call.id(), end.body()));
	}

	@AdcpWebhook(AdcpTask.CREATE_MEDIA_BUY)
	public void ended(WebhookEvent<MediaBuy> event) {
		if (event.update().isTerminal()) {
			this.campaigns.booked(event.callId(), event.body());
		}
	}

	SellerResults<Products> ask(Brief brief) {
		return this.clients.all((seller) -> seller.getProducts(brief), Products.class);
	}

	interface Campaigns {

		void decided(Campaign campaign);

		void booked(String callId, MediaBuy buy);

	}

	record Campaign(String name) {
	}

	record MediaBuy(String mediaBuyId) {
	}

	record Brief(String brief) {
	}

	record Products(String name) {
	}

}
