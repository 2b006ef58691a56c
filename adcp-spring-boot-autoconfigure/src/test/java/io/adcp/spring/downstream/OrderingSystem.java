package io.adcp.spring.downstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Another system, whose answers and failures a test decides.
 */
final class OrderingSystem implements Downstream<OrderingSystem.Order, String> {

	static final Duration SETTLING = Duration.ofMinutes(1);

	final Map<String, String> booked = Collections.synchronizedMap(new LinkedHashMap<>());

	final List<String> invocations = Collections.synchronizedList(new ArrayList<>());

	@Nullable Exception beforeBooking;

	@Nullable Exception afterBooking;

	@Nullable Exception onFind;

	@Nullable Duration deduplicatesFor;

	Duration settling = SETTLING;

	boolean takesBack;

	Runnable onArrival = () -> {
	};

	Runnable whileBooking = () -> {
	};

	@Override
	public String name() {
		return "ad-server";
	}

	@Override
	public String invoke(String requestId, Order request) throws Exception {
		this.invocations.add(requestId);
		this.onArrival.run();
		fail(this.beforeBooking);
		String answer = this.booked.computeIfAbsent(requestId, (id) -> "order-" + this.booked.size());
		this.whileBooking.run();
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
		return this.settling;
	}

	@Override
	public @Nullable Duration deduplicatesFor() {
		return this.deduplicatesFor;
	}

	@Override
	public boolean undo(String requestId) {
		if (this.takesBack) {
			this.booked.remove(requestId);
		}
		return this.takesBack;
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
