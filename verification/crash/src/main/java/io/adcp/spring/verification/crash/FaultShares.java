package io.adcp.spring.verification.crash;

import java.util.Map;

import io.adcp.spring.verification.harness.Fault;

/**
 * How often a wire does what.
 *
 * @param percent the share of each fault; the rest goes through as it is
 */
record FaultShares(Map<Fault, Integer> percent) {

	/**
	 * Choose.
	 * @param chance 0 to 99
	 */
	Fault choose(int chance) {
		int left = chance;
		for (Map.Entry<Fault, Integer> share : this.percent.entrySet()) {
			left -= share.getValue();
			if (left < 0) {
				return share.getKey();
			}
		}
		return Fault.NONE;
	}

}
