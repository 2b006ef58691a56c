package io.adcp.spring.verification.conformance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.adcp.spring.verification.conformance.StoryboardResult.Outcome;
import io.adcp.spring.verification.conformance.StoryboardResult.Step;
import io.adcp.spring.verification.harness.ChildProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Buyers made with the SDKs for TypeScript, which call a seller over A2A in a process of
 * their own. The script writes a line of JSON for each step.
 *
 * @param script the script
 * @param sdk where the SDKs are
 * @param directory the folder for what the script writes
 * @param token the bearer token that the seller knows
 * @param deadline when the whole run must be over
 */
record TypeScriptBuyer(Path script, NpmPackage sdk, Path directory, String token, Deadline deadline) {

	private static final Duration LIMIT = Duration.ofMinutes(2);

	/** What the script does, so that one that ends early has not passed. */
	private static final int STEPS = 9;

	StoryboardResult run(String name, URI seller) throws IOException, InterruptedException {
		Path out = this.directory.resolve(name + ".jsonl");
		Path messages = this.directory.resolve(name + ".log");
		List<String> problems = new ArrayList<>();
		List<String> command = List.of("node", this.script.toString(), this.sdk.folder("").toString(),
				seller.resolve("/").toString().replaceAll("/$", ""), this.token);
		try (ChildProcess buyer = ChildProcess.of(command)
			.environment(Map.of("HOME", this.directory.toString()))
			.directory(this.directory)
			.errors(messages)
			.start(out)) {
			if (buyer.awaitExit(this.deadline.limit(LIMIT)) != 0) {
				problems.add("The script failed; see " + messages);
			}
		}
		catch (IllegalStateException ex) {
			problems.add("The script did not end in time; see " + messages);
		}
		List<Step> steps = steps(out);
		if (steps.size() != STEPS) {
			problems.add("Expected " + STEPS + " steps, found " + steps.size());
		}
		return new StoryboardResult(name, steps, problems);
	}

	/** The SDKs write their own lines between. */
	private static List<Step> steps(Path out) throws IOException {
		return Files.readAllLines(out).stream().filter((line) -> line.startsWith("{\"name\":")).map((line) -> {
			JsonNode step = JsonMapper.shared().readTree(line);
			String fault = step.path("fault").asString();
			return new Step(step.path("name").asString(), fault.isEmpty() ? Outcome.PASSED : Outcome.FAILED, "", fault);
		}).toList();
	}

}
