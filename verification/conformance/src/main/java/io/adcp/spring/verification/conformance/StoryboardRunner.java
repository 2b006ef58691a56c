package io.adcp.spring.verification.conformance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.adcp.spring.verification.harness.ChildProcess;

/**
 * The command line of the official runner, one call for each storyboard. Reports and
 * messages go to files named after the run.
 *
 * @param script the runner's JavaScript
 * @param failedTasks what is loaded before the runner over A2A: it lets the runner read
 * tasks that have failed
 * @param set the compliance set to take storyboards from
 * @param directory the folder for reports, and for a home of the runner's own: it writes
 * settings there
 * @param token the bearer token that the seller knows
 * @param deadline when the whole run must be over
 */
record StoryboardRunner(Path script, Path failedTasks, ComplianceSet set, Path directory, String token,
		Deadline deadline) {

	private static final Duration LIMIT = Duration.ofMinutes(4);

	private static final Duration ASSESSMENT_LIMIT = Duration.ofMinutes(6);

	/** Run a storyboard against one seller. */
	StoryboardResult run(String storyboard, Transport transport, URI seller) throws IOException, InterruptedException {
		return run(transport.name(storyboard), storyboard, transport, List.of(seller.toString(), storyboard));
	}

	/** Run a storyboard against one seller, with a receiver for the seller's webhooks. */
	StoryboardResult runReceiving(String storyboard, URI seller) throws IOException, InterruptedException {
		return run(storyboard.substring(storyboard.lastIndexOf('/') + 1), storyboard, Transport.MCP,
				List.of(seller.toString(), storyboard, "--webhook-receiver"));
	}

	/** Run a storyboard against several sellers, its steps going to them in turn. */
	StoryboardResult runAlternating(String storyboard, Transport transport, List<URI> sellers)
			throws IOException, InterruptedException {
		List<String> arguments = new ArrayList<>();
		sellers.forEach((seller) -> arguments.addAll(List.of("--url", seller.toString())));
		arguments.addAll(List.of("--file", this.set.universal(storyboard).toString()));
		return run(transport.name(storyboard + "-alternating"), storyboard, transport, arguments);
	}

	/**
	 * Run all that the runner takes to apply to what the seller declares.
	 * @return how many steps passed, failed and were skipped, as a line
	 */
	String assess(URI seller) throws IOException, InterruptedException {
		Path report = this.directory.resolve("assessment.json");
		return execute("assessment", Transport.MCP, List.of(seller.toString()), ASSESSMENT_LIMIT, report)
				? RunnerReportReader.sums(Files.readString(report)) : "the runner did not end in time";
	}

	private StoryboardResult run(String name, String storyboard, Transport transport, List<String> arguments)
			throws IOException, InterruptedException {
		Path report = this.directory.resolve(name + ".json");
		return execute(name, transport, arguments, LIMIT, report)
				? new RunnerReportReader().read(name, storyboard, Files.readString(report))
				: new StoryboardResult(name, List.of(), List.of("The runner did not end in time; see " + report));
	}

	/** Return whether it ended in time. */
	private boolean execute(String name, Transport transport, List<String> arguments, Duration limit, Path report)
			throws IOException, InterruptedException {
		Path home = Files.createDirectories(this.directory.resolve("home"));
		Path messages = this.directory.resolve(name + ".log");
		Map<String, String> environment = Map.of("HOME", home.toString(), "USERPROFILE", home.toString(),
				"ADCP_COMPLIANCE_DIR", this.set.directory().toString());
		List<String> command = new ArrayList<>(List.of("node"));
		if (transport == Transport.A2A) {
			command.addAll(List.of("--require", this.failedTasks.toString()));
		}
		command.addAll(List.of(this.script.toString(), "storyboard", "run"));
		command.addAll(arguments);
		command.addAll(List.of("--protocol", transport.word(), "--auth", this.token, "--allow-http", "--json",
				"--timeout", String.valueOf(limit.minusSeconds(20).toSeconds())));
		try (ChildProcess runner = ChildProcess.of(command)
			.environment(environment)
			.directory(home)
			.errors(messages)
			.start(report)) {
			runner.awaitExit(this.deadline.limit(limit));
			return true;
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

	/** What the runner calls a seller over. */
	enum Transport {

		MCP, A2A;

		String word() {
			return name().toLowerCase(Locale.ROOT);
		}

		private String name(String storyboard) {
			return (this == MCP) ? storyboard : storyboard + "-" + word();
		}

	}

}
