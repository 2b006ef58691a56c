package io.adcp.spring.verification.crash;

import java.nio.file.Files;
import java.nio.file.Path;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole run: first against a broken backend, which must be found out, and then
 * against one of the starter's own.
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
		try {
			System.exit(run(args) ? 0 : 1);
		}
		catch (Exception ex) {
			// Nobody may keep this JVM, and with it its children, alive any longer
			ex.printStackTrace();
			System.exit(2);
		}
	}

	private static boolean run(String[] args) throws Exception {
		((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
		Settings settings = Settings.read();
		Path jar = Path.of(args[0]).toAbsolutePath();
		Path folder = Files.createTempDirectory(Files.createDirectories(Path.of(args[1])), "run-").toAbsolutePath();
		Progress.say("seed=%d: repeat with -Dadcp.crash.seed=%d. Logs and databases: %s", settings.seed(),
				settings.seed(), folder);
		try (Stage stage = new Stage(jar, folder, settings.backend())) {
			boolean canFail = !settings.prove() || harnessCanFail(settings, stage, folder);
			return isGood(settings, new Attempt("run", settings, stage, folder).run(), canFail);
		}
	}

	private static boolean harnessCanFail(Settings settings, Stage stage, Path folder) throws Exception {
		Progress.say("First against a backend that writes the record after the commit: it has to be found out");
		Verdict verdict = new Attempt("broken", settings.ofBroken(), stage, folder).run();
		Progress.say("BROKEN BACKEND %s: duplicates=%d", (verdict.duplicates() > 0) ? "FOUND OUT" : "NOT FOUND OUT",
				verdict.duplicates());
		return verdict.duplicates() > 0;
	}

	private static boolean isGood(Settings settings, Verdict verdict, boolean canFail) {
		boolean whole = verdict.kills() >= settings.kills() && verdict.calls() >= settings.calls();
		// What Redis cannot promise is told, not demanded
		boolean good = canFail && whole && (verdict.isGood() || settings.backend() == Backend.REDIS);
		String word = !good ? "FAILED" : (settings.backend() == Backend.REDIS) ? "REPORT" : "OK";
		System.out.println(verdict.line(word));
		return good;
	}

}
