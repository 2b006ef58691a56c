package io.adcp.spring.client;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends one request to several sellers at the same time. A seller that fails takes
 * nothing from the others.
 *
 * @param <T> the type of the answers
 */
final class FanOut<T> {

	private final Map<String, AdcpResult<T>> results = new LinkedHashMap<>();

	private final Map<String, RuntimeException> failures = new LinkedHashMap<>();

	/**
	 * Send the request.
	 * @param stop tells that the caller has to go on, and why; calls that were sent then
	 * end as ones of unknown outcome
	 */
	Mono<SellerResults<T>> send(Collection<AdcpClient> sellers, Function<AdcpClient, AdcpRequest> request, Type type,
			Mono<String> stop) {
		Mono<String> stopAll = stop.cache();
		return Flux.fromIterable(sellers)
			.flatMap((seller) -> one(seller, request, type, stopAll), Integer.MAX_VALUE)
			.then(Mono.fromSupplier(() -> new SellerResults<>(this.results, this.failures)));
	}

	private Mono<Void> one(AdcpClient seller, Function<AdcpClient, AdcpRequest> request, Type type, Mono<String> stop) {
		return Mono.fromCallable(() -> request.apply(seller).prepare())
			.flatMap((call) -> ((DefaultReactiveAdcpClient) seller.reactive()).<T>send(call, type, stop))
			.doOnNext((result) -> answered(seller, result))
			.onErrorResume(RuntimeException.class, (failure) -> {
				failed(seller, failure);
				return Mono.empty();
			})
			.then();
	}

	private synchronized void answered(AdcpClient seller, AdcpResult<T> result) {
		this.results.put(seller.agent(), result);
	}

	private synchronized void failed(AdcpClient seller, RuntimeException failure) {
		this.failures.put(seller.agent(), failure);
	}

}
