package io.adcp.spring.sample.buyer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpClientListener;

import org.springframework.stereotype.Component;

/**
 * Counts how often each call is sent, also where it ends in an error. It only counts in
 * memory, because a listener may be called on a thread that must not block.
 */
@Component
class AttemptCounter implements AdcpClientListener {

	private final Map<String, Integer> attempts = new ConcurrentHashMap<>();

	@Override
	public void onAttempt(AdcpCall call, int attempt) {
		this.attempts.put(call.id(), attempt);
	}

	/**
	 * Return how often a call was sent since it was last asked for.
	 * @param call the call, which has ended
	 * @return the number of attempts
	 */
	int take(AdcpCall call) {
		Integer count = this.attempts.remove(call.id());
		return (count != null) ? count : 0;
	}

}
