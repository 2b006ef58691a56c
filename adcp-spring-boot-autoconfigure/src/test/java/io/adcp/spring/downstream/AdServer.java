package io.adcp.spring.downstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Another system, whose answers and failures a test decides.
 */
final class AdServer implements Downstream<AdServer.Order, String> {

	static final Duration SETTLING = Duration.ofMinutes(1);

	final Map<String, String> booked = new LinkedHashMap<>();

	final List<String> invocations = new ArrayList<>();

	@Nullable Exception beforeBooking;

	@Nullable Exception afterBooking;

	@Nullable Exception onFind;

	@Nullable Duration deduplicatesFor;

	@Override
	public String name() {
		return "ad-server";
	}

	@Override
	public String invoke(String requestId, Order request) throws Exception {
		this.invocations.add(requestId);
		fail(this.beforeBooking);
		String answer = this.booked.computeIfAbsent(requestId, (id) -> "order-" + this.booked.size());
		fail(this.afterBooking);
		return answer;
	}

	@Override
	public Optional<String> find(String requestId) throws Exception {
		fail(this.onFind);
		return Optional.ofNullable(this.booked.get(requestId));
	}

	@Override
	public boolean isRefusal(Throwable failure) {
		return failure instanceof Refusal || failure instanceof io.adcp.spring.AdcpException;
	}

	@Override
	public Duration settling() {
		return SETTLING;
	}

	@Override
	public @Nullable Duration deduplicatesFor() {
		return this.deduplicatesFor;
	}

	private static void fail(@Nullable Exception failure) throws Exception {
		if (failure != null) {
			throw failure;
		}
	}

	record Order(String name, int budget) {

	}

	static final class Refusal extends Exception {

		private static final long serialVersionUID = 1L;

	}

}
