package io.adcp.spring.verification.crash;

import java.util.List;

import io.adcp.spring.verification.harness.Verdict;

/**
 * What a run comes to.
 *
 * @param kills how many processes were killed
 * @param calls how many campaigns were sent
 * @param buys how many media buys there are
 * @param findings what is wrong and counted
 * @param others what else is wrong
 */
record CrashResult(int kills, int calls, int buys, FindingLog findings, List<String> others) {

	/** Whether nothing at all is wrong. */
	boolean isGood() {
		return this.findings.isEmpty() && this.others.isEmpty();
	}

	/**
	 * The run's last line.
	 * @param word what is said of the whole
	 */
	Verdict verdict(String word) {
		Verdict verdict = new Verdict("CRASH", word).with("kills", this.kills)
			.with("calls", this.calls)
			.with("buys", this.buys);
		for (Finding finding : Finding.ofSellers()) {
			verdict.with(finding.word(), this.findings.count(finding));
		}
		return verdict;
	}

}
