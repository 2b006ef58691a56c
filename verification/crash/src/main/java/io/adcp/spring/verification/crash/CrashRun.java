package io.adcp.spring.verification.crash;

import java.nio.file.Path;
import java.util.Locale;

import io.adcp.spring.verification.crash.seller.Mistake;
import io.adcp.spring.verification.harness.Run;

/**
 * The whole run: first against sellers that make mistakes, which must be found out, then
 * against sellers with the starter's own, and then the same with buyers that follow their
 * purchases.
 */
public final class CrashRun {

	private static final int PROOFS = 4;

	private CrashRun() {
	}

	/**
	 * Run.
	 * @param args the seller's jar, and the folder to work in, where each run has a
	 * folder of its own
	 */
	public static void main(String[] args) {
		Run.main(() -> run(args));
	}

	private static boolean run(String[] args) throws Exception {
		CrashSettings settings = CrashSettings.read();
		Path jar = Path.of(args[0]).toAbsolutePath();
		Path folder = Run.folder(args[1], "run-");
		Run.say("seed=%d: repeat with -Dadcp.crash.seed=%d. Logs and databases: %s", settings.seed(), settings.seed(),
				folder);
		try (Stage stage = new Stage(jar, folder, settings.backend())) {
			boolean good = !settings.hasSellers() || sellers(settings, stage, folder);
			return (!settings.hasBuyers() || buyers(settings, stage, folder)) && good;
		}
	}

	private static boolean sellers(CrashSettings settings, Stage stage, Path folder) throws Exception {
		boolean canFail = !settings.prove() || harnessCanFail(settings, stage, folder);
		return isGood(settings, new CrashAttempt("run", settings, stage, folder).run(), canFail);
	}

	private static boolean buyers(CrashSettings settings, Stage stage, Path folder) throws Exception {
		try (PurchaserPackage purchasers = new PurchaserPackage(folder.resolve("purchasers"))) {
			return new PurchaseRun(PurchaseSettings.of(settings), stage, purchasers, folder).run(settings.prove());
		}
	}

	private static boolean harnessCanFail(CrashSettings settings, Stage stage, Path folder) throws Exception {
		boolean all = true;
		for (Mistake mistake : Mistake.values()) {
			Run.say("First sellers with a mistake, which have to be found out: %s", mistake);
			all &= isFoundOut(Proof.of(mistake), settings, stage, folder);
		}
		return all;
	}

	// Chance may spare a short run: it gets some more, each with a seed of its own.
	private static boolean isFoundOut(Proof proof, CrashSettings settings, Stage stage, Path folder) throws Exception {
		for (int i = 1; i <= PROOFS; i++) {
			String name = proof.mistake().name().toLowerCase(Locale.ROOT) + "_" + i;
			CrashResult result = new CrashAttempt(name, settings.of(proof, i), stage, folder).run();
			int found = result.findings().count(proof.finding());
			Run.say("%s %s: %s=%d", proof.mistake(), (found > 0) ? "FOUND OUT" : "NOT FOUND OUT",
					proof.finding().word(), found);
			if (found > 0) {
				return true;
			}
		}
		return false;
	}

	private static boolean isGood(CrashSettings settings, CrashResult result, boolean canFail) {
		boolean whole = result.kills() >= settings.kills() && result.calls() >= settings.calls();
		// What Redis cannot promise is told, not demanded
		boolean good = canFail && whole && (result.isGood() || settings.backend() == Backend.REDIS);
		String word = !good ? "FAILED" : (settings.backend() == Backend.REDIS) ? "REPORT" : "OK";
		result.verdict(word).say();
		return good;
	}

}
