package io.adcp.spring.sample.seller.mediabuy;

import jakarta.validation.Valid;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.AdcpExchange;

/**
 * The tasks on media buys. {@code @Idempotent} is all that it takes to book once, however
 * often the buyer has to ask: the handler and the answer that is kept for repetitions are
 * one transaction. A buy that has to be ordered first is part of it, too: its task, its
 * work and the answer "submitted".
 */
@AdcpController
class MediaBuyController {

	private final MediaBuyService mediaBuys;

	private final MediaBuyOrders orders;

	MediaBuyController(MediaBuyService mediaBuys, MediaBuyOrders orders) {
		this.mediaBuys = mediaBuys;
		this.orders = orders;
	}

	@AdcpTask(value = AdcpTask.CREATE_MEDIA_BUY, description = "Books one or more packages of products for a flight.")
	@Idempotent
	Object createMediaBuy(@Valid CreateMediaBuyRequest request, AdcpExchange exchange) {
		MediaBuyDetails booked = this.mediaBuys.book(exchange.agent(), request);
		return this.orders.areNeededFor(booked) ? this.orders.submit(exchange.agent(), request.account(), booked)
				: CreateMediaBuyResponse.of(booked);
	}

	@AdcpTask(value = AdcpTask.UPDATE_MEDIA_BUY, description = "Changes, pauses, resumes or cancels a media buy.")
	@Idempotent
	UpdateMediaBuyResponse updateMediaBuy(@Valid UpdateMediaBuyRequest request, AdcpExchange exchange) {
		return this.mediaBuys.change(exchange.agent(), request);
	}

	@AdcpTask(value = AdcpTask.GET_MEDIA_BUYS, description = "Tells the state of media buys.")
	GetMediaBuysResponse getMediaBuys(@Valid GetMediaBuysRequest request, AdcpExchange exchange) {
		return this.mediaBuys.find(exchange.agent(), request);
	}

}
