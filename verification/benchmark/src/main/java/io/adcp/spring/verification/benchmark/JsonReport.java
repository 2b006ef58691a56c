package io.adcp.spring.verification.benchmark;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A table's findings as JSON: each block's figures, and what they were measured on.
 */
final class JsonReport {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private JsonReport() {
	}

	static String write(BenchmarkTable table, Findings findings, BenchmarkSettings settings,
			Map<String, String> machine) {
		ObjectNode report = MAPPER.createObjectNode();
		report.put("table", table.name()).put("question", table.question()).put("result", settings.isResult());
		report.set("settings", MAPPER.valueToTree(settings));
		report.set("machine", MAPPER.valueToTree(machine));
		ArrayNode cases = report.putArray("cases");
		findings.cases().forEach((one) -> write(cases.addObject(), one));
		report.set("facts", MAPPER.valueToTree(findings.facts()));
		report.set("notes", MAPPER.valueToTree(findings.notes()));
		return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report);
	}

	private static void write(ObjectNode node, Findings.Measured one) {
		node.put("conditions", one.setting().conditions())
			.put("figure", one.setting().figure())
			.put("base", one.setting().base());
		ObjectNode variants = node.putObject("blocks");
		one.rounds().blocks().forEach((variant, blocks) -> variants.set(variant, MAPPER.valueToTree(values(blocks))));
		ArrayNode goals = node.putArray("goals");
		for (Goal goal : one.setting().goals()) {
			Goal.Verdict verdict = goal.judge(one.rounds());
			goals.addObject()
				.put("goal", goal.toString())
				.put("measured", verdict.measured())
				.put("met", verdict.met());
		}
	}

	private static List<Map<String, Double>> values(List<Figures> blocks) {
		return blocks.stream().map(Figures::values).toList();
	}

}
