package io.adcp.spring.client;

import java.util.LinkedHashMap;
import java.util.Map;

import io.adcp.spring.IdempotencyKey;

import org.springframework.util.Assert;

/**
 * Remembers which seller a key was used for, so that it is never used for another. The
 * clients of one {@link AdcpClients} share it. It forgets the oldest keys: a fan-out that
 * shares a key does so at once.
 */
final class UsedKeys {

	private static final int MAX_KEYS = 10_000;

	private final Map<String, String> agents = new LinkedHashMap<>() {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
			return size() > MAX_KEYS;
		}

	};

	void claim(AdcpCall call) {
		String key = call.idempotencyKey();
		if (key == null) {
			return;
		}
		String owner = claim(key, call.agent());
		Assert.isTrue(owner.equals(call.agent()),
				() -> "The idempotency key " + IdempotencyKey.redact(key) + "... was used for the agent '" + owner
						+ "' before, so " + call.task() + " was not sent to the agent '" + call.agent()
						+ "': a key is never used for two sellers. Give each call its own key, or none");
	}

	private synchronized String claim(String key, String agent) {
		String owner = this.agents.putIfAbsent(key, agent);
		return (owner != null) ? owner : agent;
	}

}
