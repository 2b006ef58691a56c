package io.adcp.spring.verification.crash;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.adcp.spring.verification.crash.buyer.CampaignKind;
import io.adcp.spring.verification.crash.buyer.CrashBuyer;
import io.adcp.spring.verification.harness.ChildProcess;
import io.adcp.spring.verification.harness.RunClassPath;

/**
 * The buyer's classes, and how it is started.
 */
final class BuyerPackage {

	private static final Duration REHEARSAL_LIMIT = Duration.ofMinutes(3);

	private static final int REHEARSED = 20;

	private final Path folder;

	private final String classPath;

	BuyerPackage(Path folder) throws IOException {
		this.folder = folder;
		Path classes = RunClassPath.pack(folder.resolve("buyer.jar"), CrashBuyer.class);
		this.classPath = classes + File.pathSeparator + String.join(File.pathSeparator, RunClassPath.jars());
	}

	/**
	 * Let a buyer book a little and end in order, which makes the archive that lets later
	 * ones start faster.
	 * @param seller the address of a seller
	 * @param webhooks where webhooks go
	 * @param campaigns the kind of its campaigns
	 */
	void rehearse(URI seller, String webhooks, CampaignKind campaigns) throws IOException, InterruptedException {
		List<String> options = List.of("-XX:ArchiveClassesAtExit=" + archive(), "-Dcrash.campaigns=" + REHEARSED,
				"-Dcrash.kind=" + campaigns);
		List<String> arguments = List.of("rehearsal", seller.toString(), this.folder.resolve("rehearsal").toString(),
				this.folder.resolve("stop").toString(), webhooks);
		try (ChildProcess buyer = start(options, arguments, this.folder.resolve("buyer-rehearsal.log"), (line) -> {
		})) {
			int exitCode = buyer.awaitExit(REHEARSAL_LIMIT);
			if (exitCode != 0 || !Files.exists(archive())) {
				throw new IllegalStateException("The buyers' rehearsal has failed: see " + this.folder);
			}
		}
	}

	/**
	 * Start a buyer.
	 * @param fate where it is to die, if it passes there
	 * @param campaigns the kind of its campaigns
	 * @param arguments its arguments
	 * @param log the file for its output
	 * @param lines is given each line of it
	 * @return the starting buyer
	 */
	ChildProcess start(Fate fate, CampaignKind campaigns, List<String> arguments, Path log, Consumer<String> lines)
			throws IOException {
		return start(List.of("-XX:SharedArchiveFile=" + archive(), "-Xshare:auto", "-Xlog:disable",
				"-Dcrash.point=" + fate.place(), "-Dcrash.passage=" + fate.passage(), "-Dcrash.kind=" + campaigns),
				arguments, log, lines);
	}

	private ChildProcess start(List<String> options, List<String> arguments, Path log, Consumer<String> lines)
			throws IOException {
		List<String> command = new ArrayList<>(options);
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-cp", this.classPath,
				CrashBuyer.class.getName()));
		command.addAll(arguments);
		return ChildProcess.java(command).lines(lines).start(log);
	}

	private Path archive() {
		return this.folder.resolve("buyer.jsa");
	}

}
