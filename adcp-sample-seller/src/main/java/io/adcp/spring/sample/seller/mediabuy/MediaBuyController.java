package io.adcp.spring.sample.seller.mediabuy;

import jakarta.validation.Valid;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.sample.seller.webhook.Webhooks;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.AdcpExchange;

/**
 * The tasks on media buys. {@code @Idempotent} is all that it takes to book once, however
 * often the buyer has to ask: the handler, the webhook that it announces and the answer
 * that is kept for repetitions are one transaction.
 */
@AdcpController
class MediaBuyController {

	private final MediaBuyService mediaBuys;

	private final Webhooks webhooks;

	MediaBuyController(MediaBuyService mediaBuys, Webhooks webhooks) {
		this.mediaBuys = mediaBuys;
		this.webhooks = webhooks;
	}

	@AdcpTask(value = AdcpTask.CREATE_MEDIA_BUY, description = "Books one or more packages of products for a flight.")
	@Idempotent
	CreateMediaBuyResponse createMediaBuy(@Valid CreateMediaBuyRequest request, AdcpExchange exchange) {
		MediaBuyDetails booked = this.mediaBuys.book(exchange.agent(), request);
		CreateMediaBuyResponse response = CreateMediaBuyResponse.of(booked);
		this.webhooks.taskCompleted(request.pushNotificationConfig(), AdcpTask.CREATE_MEDIA_BUY, response);
		return response;
	}

	@AdcpTask(value = AdcpTask.UPDATE_MEDIA_BUY, description = "Changes, pauses, resumes or cancels a media buy.")
	@Idempotent
	UpdateMediaBuyResponse updateMediaBuy(@Valid UpdateMediaBuyRequest request, AdcpExchange exchange) {
		UpdateMediaBuyResponse response = this.mediaBuys.change(exchange.agent(), request);
		this.webhooks.taskCompleted(request.pushNotificationConfig(), AdcpTask.UPDATE_MEDIA_BUY, response);
		return response;
	}

	@AdcpTask(value = AdcpTask.GET_MEDIA_BUYS, description = "Tells the state of media buys.")
	GetMediaBuysResponse getMediaBuys(@Valid GetMediaBuysRequest request, AdcpExchange exchange) {
		return this.mediaBuys.find(exchange.agent(), request);
	}

}
