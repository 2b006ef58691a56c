package io.adcp.spring.verification.crash;

import java.nio.file.Path;
import java.util.Locale;

import io.adcp.spring.verification.crash.purchaser.BuyerMistake;
import io.adcp.spring.verification.harness.Run;

/**
 * The part of the run with buyers at its centre: first buyers that make mistakes, which
 * must be found out, and then buyers with the starter's own.
 */
final class PurchaseRun {

	private static final int PROOFS = 4;

	private final PurchaseSettings settings;

	private final Stage stage;

	private final PurchaserPackage purchasers;

	private final Path folder;

	/**
	 * Prepare.
	 * @param settings how it is to be
	 * @param stage what it happens on
	 * @param purchasers the buyers
	 * @param folder where its folders are made
	 */
	PurchaseRun(PurchaseSettings settings, Stage stage, PurchaserPackage purchasers, Path folder) {
		this.settings = settings;
		this.stage = stage;
		this.purchasers = purchasers;
		this.folder = folder;
	}

	/**
	 * Run, and say what came of it.
	 * @param prove whether to begin with the mistakes
	 * @return whether all is well
	 */
	boolean run(boolean prove) throws Exception {
		boolean canFail = !prove || harnessCanFail();
		PurchaseResult result = attempt("purchases", this.settings);
		boolean good = canFail && result.isGood(this.settings);
		result.verdict(good).say();
		return good;
	}

	private boolean harnessCanFail() throws Exception {
		boolean all = true;
		for (BuyerMistake mistake : BuyerMistake.values()) {
			if (mistake != BuyerMistake.NONE) {
				Run.say("First buyers with a mistake, which have to be found out: %s", mistake);
				all &= isFoundOut(mistake);
			}
		}
		return all;
	}

	// Chance may spare a short run: it gets some more, each with a seed of its own.
	private boolean isFoundOut(BuyerMistake mistake) throws Exception {
		for (int i = 1; i <= PROOFS; i++) {
			PurchaseSettings brief = this.settings.of(mistake, i);
			PurchaseResult result = attempt(mistake.name().toLowerCase(Locale.ROOT) + "_" + i, brief);
			int found = result.findings().count(brief.finding());
			Run.say("%s %s: %s=%d", mistake, (found > 0) ? "FOUND OUT" : "NOT FOUND OUT", brief.finding().word(),
					found);
			if (found > 0) {
				return true;
			}
		}
		return false;
	}

	private PurchaseResult attempt(String name, PurchaseSettings of) throws Exception {
		return new PurchaseAttempt(name, of, this.stage, this.purchasers, this.folder).run();
	}

}
