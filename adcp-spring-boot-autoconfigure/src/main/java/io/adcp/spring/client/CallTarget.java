package io.adcp.spring.client;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Whom a call asks, and as whom. A key and a task id mean something there alone.
 *
 * @param agent the seller's name in this application
 * @param address where the seller is reached, or {@code null} where that is not known
 * @param principal the application's name for the identity it calls as, or {@code null}
 */
record CallTarget(String agent, @Nullable String address, @Nullable String principal) {

	/**
	 * Refuse a call that was frozen for somebody else. What was not known then cannot be
	 * compared.
	 */
	void require(AdcpCall call) {
		CallTarget other = call.target();
		if (!this.agent.equals(other.agent)) {
			throw refusal(call, "is for the agent '" + other.agent + "', and this client calls '" + this.agent
					+ "': a key is never used for two sellers");
		}
		if (differ(this.address, other.address)) {
			throw refusal(call,
					"was made for the seller at " + other.address + ", and the agent '" + this.agent + "' is now at "
							+ this.address + ": another seller would execute it a second time. If the same "
							+ "seller has moved there, take AdcpClient.adopt(call)");
		}
		if (differ(this.principal, other.principal)) {
			throw refusal(call,
					"was made as '" + other.principal + "', and this client calls the agent '" + this.agent + "' as '"
							+ this.principal + "': a seller knows keys and tasks by caller, and would execute it a "
							+ "second time. If the seller takes both for the same caller, take AdcpClient.adopt(call)");
		}
	}

	private static boolean differ(@Nullable String one, @Nullable String other) {
		return one != null && other != null && !Objects.equals(one, other);
	}

	private static MisdirectedCallException refusal(AdcpCall call, String why) {
		return new MisdirectedCallException(call, "The call of " + call.task() + " " + why);
	}

}
