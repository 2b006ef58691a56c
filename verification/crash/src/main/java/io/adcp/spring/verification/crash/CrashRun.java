package io.adcp.spring.verification.crash;

import java.nio.file.Path;
import java.util.Locale;

import io.adcp.spring.verification.crash.seller.Mistake;
import io.adcp.spring.verification.harness.Run;

/**
 * The whole run: first against sellers that make mistakes, which must be found out, and
 * then against sellers with the starter's own.
 */
public final class CrashRun {

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
			boolean canFail = !settings.prove() || harnessCanFail(settings, stage, folder);
			return isGood(settings, new CrashAttempt("run", settings, stage, folder).run(), canFail);
		}
	}

	private static boolean harnessCanFail(CrashSettings settings, Stage stage, Path folder) throws Exception {
		boolean all = true;
		for (Mistake mistake : Mistake.values()) {
			Run.say("First sellers with a mistake, which have to be found out: %s", mistake);
			Proof proof = Proof.of(mistake);
			CrashResult result = new CrashAttempt(mistake.name().toLowerCase(Locale.ROOT), settings.of(proof), stage,
					folder)
				.run();
			int found = result.findings().count(proof.finding());
			Run.say("%s %s: %s=%d", mistake, (found > 0) ? "FOUND OUT" : "NOT FOUND OUT", proof.finding().word(),
					found);
			all &= found > 0;
		}
		return all;
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
