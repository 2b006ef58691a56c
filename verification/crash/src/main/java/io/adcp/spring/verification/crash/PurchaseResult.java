package io.adcp.spring.verification.crash;

import java.util.Collection;

import io.adcp.spring.verification.harness.Verdict;

/**
 * What a run with buyers at its centre comes to.
 *
 * @param kills how many processes were killed
 * @param purchases how many purchases there are
 * @param deliveries how many forged or repeated webhooks were answered
 * @param findings what is wrong and counted
 * @param others what else is wrong
 */
record PurchaseResult(int kills, int purchases, int deliveries, FindingLog findings, Collection<String> others) {

	/**
	 * Whether nothing at all is wrong, and the run was as long as wanted.
	 * @param settings how it was to be
	 */
	boolean isGood(PurchaseSettings settings) {
		return this.kills >= settings.kills() && this.deliveries >= settings.deliveries() && this.findings.isEmpty()
				&& this.others.isEmpty();
	}

	/**
	 * The run's last line.
	 * @param good whether all is well
	 */
	Verdict verdict(boolean good) {
		Verdict verdict = new Verdict("BUYERS", good).with("kills", this.kills)
			.with("purchases", this.purchases)
			.with("deliveries", this.deliveries);
		for (Finding finding : Finding.ofBuyers()) {
			verdict.with(finding.word(), this.findings.count(finding));
		}
		return verdict;
	}

}
