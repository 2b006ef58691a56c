package io.adcp.spring.verification.crash;

import java.util.List;

import io.adcp.spring.verification.harness.Verdict;

/**
 * What a run comes to.
 *
 * @param kills how many processes were killed
 * @param calls how many campaigns were sent
 * @param buys how many media buys there are
 * @param duplicates how many campaigns were bought, or told of, more than once
 * @param lost how many campaigns buyer and seller disagree about
 * @param stuck how many keys cannot be used any more
 * @param mismatched how many answers differ from their key's first
 * @param others what else is wrong
 */
record CrashResult(int kills, int calls, int buys, int duplicates, int lost, int stuck, int mismatched,
		List<String> others) {

	/** Whether nothing at all is wrong. */
	boolean isGood() {
		return this.duplicates + this.lost + this.stuck + this.mismatched == 0 && this.others.isEmpty();
	}

	/**
	 * The run's last line.
	 * @param word what is said of the whole
	 */
	Verdict verdict(String word) {
		return new Verdict("CRASH", word).with("kills", this.kills)
			.with("calls", this.calls)
			.with("buys", this.buys)
			.with("duplicates", this.duplicates)
			.with("lost", this.lost)
			.with("stuck", this.stuck)
			.with("mismatched", this.mismatched);
	}

}
