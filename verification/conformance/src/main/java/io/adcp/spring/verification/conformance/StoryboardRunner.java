package io.adcp.spring.verification.conformance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.adcp.spring.verification.harness.ChildProcess;

/**
 * The command line of the official runner, one call for each storyboard. Reports and
 * messages go to files named after the run.
 *
 * @param script the runner's JavaScript
 * @param set the compliance set to take storyboards from
 * @param directory the folder for reports, and for a home of the runner's own: it writes
 * settings there
 * @param token the bearer token that the seller knows
 * @param deadline when the whole run must be over
 */
record StoryboardRunner(Path script, ComplianceSet set, Path directory, String token, Deadline deadline) {

	private static final Duration LIMIT = Duration.ofMinutes(4);

	private static final Duration ASSESSMENT_LIMIT = Duration.ofMinutes(6);

	/** Run a storyboard against one seller. */
	StoryboardResult run(String storyboard, URI seller) throws IOException, InterruptedException {
		return run(storyboard, storyboard, List.of(seller.toString(), storyboard));
	}

	/** Run a storyboard against one seller over A2A. */
	StoryboardResult runOverA2a(String storyboard, URI seller) throws IOException, InterruptedException {
		return run(storyboard + "-a2a", storyboard, List.of(seller.toString(), storyboard, "--protocol", "a2a"));
	}

	/** Run a storyboard against several sellers, its steps going to them in turn. */
	StoryboardResult runAlternating(String storyboard, List<URI> sellers) throws IOException, InterruptedException {
		List<String> arguments = new ArrayList<>();
		sellers.forEach((seller) -> arguments.addAll(List.of("--url", seller.toString())));
		arguments.addAll(List.of("--file", this.set.universal(storyboard).toString()));
		return run(storyboard + "-alternating", storyboard, arguments);
	}

	/**
	 * Run all that the runner takes to apply to what the seller declares.
	 * @return how many steps passed, failed and were skipped, as a line
	 */
	String assess(URI seller) throws IOException, InterruptedException {
		Path report = this.directory.resolve("assessment.json");
		return execute("assessment", List.of(seller.toString()), ASSESSMENT_LIMIT, report)
				? RunnerReportReader.sums(Files.readString(report)) : "the runner did not end in time";
	}

	private StoryboardResult run(String name, String storyboard, List<String> arguments)
			throws IOException, InterruptedException {
		Path report = this.directory.resolve(name + ".json");
		return execute(name, arguments, LIMIT, report)
				? new RunnerReportReader().read(name, storyboard, Files.readString(report))
				: new StoryboardResult(name, List.of(), List.of("The runner did not end in time; see " + report));
	}

	/** Return whether it ended in time. */
	private boolean execute(String name, List<String> arguments, Duration limit, Path report)
			throws IOException, InterruptedException {
		Path home = Files.createDirectories(this.directory.resolve("home"));
		Path messages = this.directory.resolve(name + ".log");
		Map<String, String> environment = Map.of("HOME", home.toString(), "USERPROFILE", home.toString(),
				"ADCP_COMPLIANCE_DIR", this.set.directory().toString());
		List<String> command = new ArrayList<>(List.of("node", this.script.toString(), "storyboard", "run"));
		command.addAll(arguments);
		// No webhook receiver: with one, the set 3.0.6 waits for a webhook about a buy
		// that
		// was answered at once, and AdCP 3.2 wants none then.
		command.addAll(List.of("--auth", this.token, "--allow-http", "--json", "--timeout",
				String.valueOf(limit.minusSeconds(20).toSeconds())));
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

}
