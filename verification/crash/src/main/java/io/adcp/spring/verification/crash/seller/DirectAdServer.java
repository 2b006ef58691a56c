package io.adcp.spring.verification.crash.seller;

import java.util.Optional;

import io.adcp.spring.downstream.Downstream;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/**
 * The ad server, as {@link DirectBuys} calls it.
 */
class DirectAdServer implements Downstream<DirectOrder, PlacedOrder> {

	static final String NAME = "direct-ad-server";

	private final RestClient client;

	DirectAdServer(RestClient client) {
		this.client = client;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public PlacedOrder invoke(String requestId, DirectOrder order) {
		return placed(this.client.post()
			.uri("/orders")
			.header("Request-Id", requestId)
			.body(order)
			.retrieve()
			.body(PlacedOrder.class));
	}

	@Override
	public Optional<PlacedOrder> find(String requestId) {
		try {
			return Optional
				.of(placed(this.client.get().uri("/orders/{id}", requestId).retrieve().body(PlacedOrder.class)));
		}
		catch (HttpClientErrorException.NotFound ex) {
			return Optional.empty();
		}
	}

	@Override
	public boolean isRefusal(Throwable failure) {
		return failure instanceof HttpClientErrorException answer
				&& answer.getStatusCode() == HttpStatus.UNPROCESSABLE_CONTENT;
	}

	private static PlacedOrder placed(@Nullable PlacedOrder order) {
		if (order == null) {
			throw new IllegalStateException("The ad server has answered nothing");
		}
		return order;
	}

}
