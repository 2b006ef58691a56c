package io.adcp.spring.verification.crash.seller;

import java.time.Duration;
import java.util.Optional;

import io.adcp.spring.downstream.Downstream;

/**
 * Pretends to call the ad server, which was called before the claim was written.
 */
final class CalledBefore implements Downstream<DirectOrder, PlacedOrder> {

	private final PlacedOrder placed;

	CalledBefore(PlacedOrder placed) {
		this.placed = placed;
	}

	@Override
	public String name() {
		return DirectAdServer.NAME;
	}

	@Override
	public PlacedOrder invoke(String requestId, DirectOrder order) {
		return this.placed;
	}

	@Override
	public Optional<PlacedOrder> find(String requestId) {
		return Optional.empty();
	}

	@Override
	public Duration timeout() {
		return CrashingDownstream.TIMEOUT;
	}

	/** What was called before is not waited for. */
	@Override
	public Duration settling() {
		return Duration.ZERO;
	}

}
