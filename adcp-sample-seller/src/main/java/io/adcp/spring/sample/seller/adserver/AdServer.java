package io.adcp.spring.sample.seller.adserver;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import io.adcp.spring.downstream.Downstream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/**
 * Orders at the ad server. It takes a repeated request for a second order, so the starter
 * asks {@link #find} before it would ever {@link #invoke} again.
 */
@Component
@ConditionalOnProperty("sample.seller.ad-server.url")
public class AdServer implements Downstream<OrderRequest, Order> {

	private final RestClient http;

	private final AdServerProperties properties;

	AdServer(AdServerProperties properties) {
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
				HttpClient.newBuilder().connectTimeout(properties.timeout()).build());
		requests.setReadTimeout(properties.timeout());
		this.http = RestClient.builder()
			.baseUrl(Objects.requireNonNull(properties.url()))
			.requestFactory(requests)
			.build();
		this.properties = properties;
	}

	@Override
	public String name() {
		return "ad-server";
	}

	@Override
	public Order invoke(String requestId, OrderRequest request) {
		return Objects.requireNonNull(this.http.post()
			.uri("/orders")
			.header("Request-Id", requestId)
			.body(request)
			.retrieve()
			.body(Order.class));
	}

	@Override
	public Optional<Order> find(String requestId) {
		try {
			return Optional.ofNullable(this.http.get().uri("/orders/{id}", requestId).retrieve().body(Order.class));
		}
		catch (HttpClientErrorException.NotFound ex) {
			return Optional.empty();
		}
	}

	@Override
	public boolean isRefusal(Throwable failure) {
		return failure instanceof HttpClientErrorException refused
				&& refused.getStatusCode().isSameCodeAs(HttpStatus.UNPROCESSABLE_CONTENT);
	}

	@Override
	public Duration timeout() {
		return this.properties.timeout().multipliedBy(2);
	}

	@Override
	public Duration settling() {
		return this.properties.settling();
	}

}
