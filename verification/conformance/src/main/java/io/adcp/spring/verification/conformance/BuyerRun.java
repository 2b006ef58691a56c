package io.adcp.spring.verification.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import io.adcp.spring.verification.harness.Run;

/**
 * Lets the buyer's client buy from a seller made with the SDK for TypeScript, once
 * without sessions and once with. Started by the Maven profile {@code conformance} with
 * the seller's script, the folder of the SDK's {@code package.json}, and the folder to
 * work in.
 */
final class BuyerRun {

	private static final Duration LIMIT = Duration.ofMinutes(10);

	private BuyerRun() {
	}

	/** Exits with 0 if everything has passed. */
	public static void main(String[] arguments) {
		Run.main(() -> run(path(arguments[0]), path(arguments[1]), path(arguments[2])));
	}

	private static Path path(String argument) {
		return Path.of(argument).toAbsolutePath().normalize();
	}

	private static boolean run(Path script, Path npmSource, Path work) throws IOException, InterruptedException {
		Deadline deadline = Deadline.after(LIMIT);
		NpmPackage sdk = NpmPackage.install(npmSource, work.resolve("npm"), work.resolve("npm.log"), deadline);
		ConformanceReport report = new ConformanceReport(System.out);
		report.heading("The buyer's client and a seller made with the SDK for TypeScript");
		try (TypeScriptSeller seller = TypeScriptSeller.start(script, sdk, work.resolve("typescript"), deadline)) {
			report.add(new BuyerExamination(seller, seller.withoutSessions()).run("buyer, without sessions"));
			report.add(new BuyerExamination(seller, seller.withSessions()).run("buyer, with sessions"));
		}
		return report.close();
	}

}
