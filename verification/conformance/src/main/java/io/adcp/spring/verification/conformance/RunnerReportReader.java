package io.adcp.spring.verification.conformance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

import io.adcp.spring.verification.conformance.StoryboardResult.Outcome;
import io.adcp.spring.verification.conformance.StoryboardResult.Step;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the runner's JSON report. The steps decide, never the exit code, which is 0 also
 * for failed steps; the runner's own sums have to agree with the steps, so that a report
 * of another shape is not taken for a good one.
 * <p>
 * The runner writes one shape for a storyboard run by its id against one seller
 * ({@code tracks}) and another for a file run against several ({@code phases}).
 */
final class RunnerReportReader {

	/**
	 * Statuses of a run in which the seller was reached and examined. {@code partial} is
	 * also said of runs without any failure, where no resource changed its state.
	 */
	private static final Set<String> EXAMINED = Set.of("passing", "partial");

	private final JsonMapper mapper = new JsonMapper();

	/**
	 * Read the sums of a report, whatever the runner thinks of them.
	 * @param report the runner's standard output
	 * @return how many steps passed, failed and were skipped
	 */
	static String sums(String report) {
		try {
			JsonNode sums = JsonMapper.shared().readTree(report).path("summary");
			return "passed=%s failed=%s skipped=%s".formatted(sums.path("steps_passed"), sums.path("steps_failed"),
					sums.path("steps_skipped"));
		}
		catch (JacksonException ex) {
			return "the runner's output is not JSON";
		}
	}

	/**
	 * Read a report.
	 * @param name the name to give the result
	 * @param storyboard the id of the storyboard that was asked for
	 * @param report the runner's standard output
	 */
	StoryboardResult read(String name, String storyboard, String report) {
		JsonNode root;
		try {
			root = this.mapper.readTree(report);
		}
		catch (JacksonException ex) {
			return new StoryboardResult(name, List.of(), List.of("The runner's output is not JSON"));
		}
		return root.has("phases") ? readPhases(name, storyboard, root) : readTracks(name, storyboard, root);
	}

	private StoryboardResult readTracks(String name, String storyboard, JsonNode root) {
		List<Step> steps = new ArrayList<>();
		for (JsonNode track : root.path("tracks")) {
			for (JsonNode scenario : track.path("scenarios")) {
				for (JsonNode step : scenario.path("steps")) {
					steps.add(step(step, step.path("step").asString(""), root.path("failures")));
				}
			}
		}
		List<String> problems = new ArrayList<>();
		String status = root.path("overall_status").asString("(none)");
		if (!EXAMINED.contains(status)) {
			problems.add("The runner ended with status %s: %s".formatted(status, headline(root)));
		}
		if (!contains(root.path("storyboards_executed"), storyboard)) {
			problems.add("The runner did not execute the storyboard " + storyboard);
		}
		JsonNode sums = root.path("summary");
		compare(steps, sums.path("steps_passed"), sums.path("steps_failed"), sums.path("steps_skipped"), problems);
		return new StoryboardResult(name, steps, problems);
	}

	private StoryboardResult readPhases(String name, String storyboard, JsonNode root) {
		List<Step> steps = new ArrayList<>();
		Set<String> asked = new HashSet<>();
		for (JsonNode phase : root.path("phases")) {
			for (JsonNode step : phase.path("steps")) {
				steps.add(step(step, step.path("step_id").asString(""), root.path("failures")));
				asked.add(step.path("agent_url").asString(""));
			}
		}
		List<String> problems = new ArrayList<>();
		if (!root.path("overall_passed").asBoolean(false)) {
			problems.add("The runner says that the storyboard as a whole has not passed");
		}
		if (!storyboard.equals(root.path("storyboard_id").asString(""))) {
			problems.add("The runner did not execute the storyboard " + storyboard);
		}
		if (asked.size() < root.path("agent_urls").size()) {
			problems.add("The runner asked only %d of the sellers".formatted(asked.size()));
		}
		compare(steps, root.path("passed_count"), root.path("failed_count"), root.path("skipped_count"), problems);
		return new StoryboardResult(name, steps, problems);
	}

	/** A skipped step carries {@code passed} too, with either value. */
	private Step step(JsonNode step, String name, JsonNode failures) {
		if (step.path("skipped").asBoolean(false)) {
			String code = step.path("skip_reason").asString("unknown");
			return new Step(name, Outcome.SKIPPED, code, code + skipDetail(step));
		}
		if (step.path("passed").asBoolean(false)) {
			return new Step(name, Outcome.PASSED, "", "");
		}
		return new Step(name, Outcome.FAILED, "", failure(step, name, failures));
	}

	private String skipDetail(JsonNode step) {
		JsonNode detail = step.path("skip").path("detail");
		String words = (detail.isString() ? detail : step.path("warnings").path(0)).asString("");
		return words.isEmpty() ? "" : " (" + words + ")";
	}

	/**
	 * The runner's words are in the step's error, in those of its validations that
	 * failed, or, by id, in an entry of {@code failures} with the step's title.
	 */
	private String failure(JsonNode step, String name, JsonNode failures) {
		List<String> words = new ArrayList<>();
		addText(words, step.path("error"));
		for (JsonNode failure : failures) {
			if (name.equals(failure.path("step_title").asString(""))) {
				addValidation(words, failure.path("validation"));
			}
		}
		for (JsonNode validation : step.path("validations")) {
			if (!validation.path("passed").asBoolean(false)) {
				addValidation(words, validation);
			}
		}
		if (words.isEmpty()) {
			addText(words, step.path("details"));
		}
		return words.isEmpty() ? "no reason given" : String.join("; ", words);
	}

	private void addValidation(List<String> words, JsonNode validation) {
		addText(words, validation.path("description"));
		if (validation.has("error")) {
			addText(words, validation.path("error"));
		}
		else if (validation.has("expected") || validation.has("actual")) {
			words.add("expected %s but was %s".formatted(validation.path("expected"), validation.path("actual")));
		}
	}

	private void addText(List<String> words, JsonNode text) {
		if (text.isString() && !text.asString().isBlank()) {
			words.add(text.asString().strip().replaceAll("\\s+", " "));
		}
	}

	private static String headline(JsonNode root) {
		return root.path("summary").path("headline").asString("no headline").strip().replaceAll("\\s+", " ");
	}

	private static boolean contains(JsonNode array, String value) {
		return StreamSupport.stream(array.spliterator(), false).anyMatch((node) -> value.equals(node.asString("")));
	}

	private static void compare(List<Step> steps, JsonNode passed, JsonNode failed, JsonNode skipped,
			List<String> problems) {
		StoryboardResult counted = new StoryboardResult("", steps, List.of());
		boolean same = passed.asInt(-1) == counted.count(Outcome.PASSED)
				&& failed.asInt(-1) == counted.count(Outcome.FAILED)
				&& skipped.asInt(-1) == counted.count(Outcome.SKIPPED);
		if (!same) {
			problems.add("The runner's sums (%s passed, %s failed, %s skipped) are not those of its steps (%d, %d, %d)"
				.formatted(passed, failed, skipped, counted.count(Outcome.PASSED), counted.count(Outcome.FAILED),
						counted.count(Outcome.SKIPPED)));
		}
	}

}
