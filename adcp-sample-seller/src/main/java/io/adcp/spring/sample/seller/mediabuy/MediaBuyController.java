package io.adcp.spring.sample.seller.mediabuy;

import jakarta.validation.Valid;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.AdcpExchange;

/**
 * The tasks on media buys. {@code @Idempotent} is all that it takes to book once, however
 * often the buyer has to ask: the handler and the answer that is kept for repetitions are
 * one transaction.
 */
@AdcpController
class MediaBuyController {

	private final MediaBuyService mediaBuys;

	MediaBuyController(MediaBuyService mediaBuys) {
		this.mediaBuys = mediaBuys;
	}

	@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
	@Idempotent
	CreateMediaBuyResponse createMediaBuy(@Valid CreateMediaBuyRequest request, AdcpExchange exchange) {
		MediaBuyDetails booked = this.mediaBuys.book(exchange.agent(), request);
		return CreateMediaBuyResponse.of(booked);
	}

	@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
	@Idempotent
	UpdateMediaBuyResponse updateMediaBuy(@Valid UpdateMediaBuyRequest request, AdcpExchange exchange) {
		return this.mediaBuys.change(exchange.agent(), request);
	}

	@AdcpTask(AdcpTask.GET_MEDIA_BUYS)
	GetMediaBuysResponse getMediaBuys(@Valid GetMediaBuysRequest request, AdcpExchange exchange) {
		return this.mediaBuys.find(exchange.agent(), request);
	}

}
