package io.adcp.spring.verification.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table's findings as Markdown.
 */
final class MarkdownReport {

	private final BenchmarkTable table;

	private final Findings findings;

	private final BenchmarkSettings settings;

	private final List<String> lines = new ArrayList<>();

	MarkdownReport(BenchmarkTable table, Findings findings, BenchmarkSettings settings) {
		this.table = table;
		this.findings = findings;
		this.settings = settings;
	}

	String write() {
		this.lines.add("### " + this.table.name());
		this.lines.add("");
		this.lines.add(this.table.question());
		this.lines.add("");
		if (!this.settings.isResult()) {
			this.lines.add("**Trial, not a result**: " + this.settings.blocks() + " blocks, scale "
					+ Numbers.format(this.settings.scale()) + ".");
			this.lines.add("");
		}
		writeCases();
		writeFacts();
		writeGoals();
		this.findings.notes().forEach((note) -> this.lines.add("- " + note));
		return String.join("\n", this.lines) + "\n";
	}

	// Cases may measure different things: those with the same figures share a table.
	private void writeCases() {
		List<String> head = List.of();
		for (Findings.Measured one : this.findings.cases()) {
			List<String> columns = columns(one);
			if (!columns.equals(head)) {
				endOfTable(head);
				writeHead(columns);
				head = columns;
			}
			one.setting().variants().forEach((variant) -> writeVariant(one, variant.name()));
		}
		endOfTable(head);
	}

	private List<String> columns(Findings.Measured one) {
		List<String> columns = new ArrayList<>(List.of("conditions", "variant"));
		figures(one).forEach((figure) -> columns.add(figure + " (quartiles)"));
		columns.add("ratio of " + one.setting().figure() + " to " + one.setting().base() + " (min to max)");
		return columns;
	}

	private static Set<String> figures(Findings.Measured one) {
		Set<String> all = new LinkedHashSet<>();
		one.rounds().blocks().values().forEach((blocks) -> all.addAll(blocks.get(0).values().keySet()));
		return all;
	}

	private void writeVariant(Findings.Measured one, String variant) {
		List<String> cells = new ArrayList<>(List.of(one.setting().conditions(), variant));
		Set<String> known = Objects.requireNonNull(one.rounds().blocks().get(variant)).get(0).values().keySet();
		figures(one).forEach((figure) -> cells
			.add(known.contains(figure) ? spread(one.rounds().values(variant, figure), 0.25, 0.75) : ""));
		cells.add(spread(one.rounds().ratios(variant, one.setting().base(), one.setting().figure()), 0, 1));
		writeRow(cells);
	}

	private static String spread(List<Double> values, double low, double high) {
		return "%s (%s to %s)".formatted(Numbers.format(Statistics.median(values)),
				Numbers.format(Statistics.quantile(values, low)), Numbers.format(Statistics.quantile(values, high)));
	}

	private void writeFacts() {
		if (!this.findings.facts().isEmpty()) {
			writeHead(List.of("counted", "value", "goal"));
			this.findings.facts()
				.forEach((fact) -> writeRow(List.of(fact.what(), Numbers.format(fact.value()), fact.verdict())));
			this.lines.add("");
		}
	}

	private void writeGoals() {
		List<List<String>> rows = new ArrayList<>();
		for (Findings.Measured one : this.findings.cases()) {
			for (Goal goal : one.setting().goals()) {
				Goal.Verdict verdict = goal.judge(one.rounds());
				rows.add(List.of(one.setting().conditions(), goal.toString(), Numbers.format(verdict.measured()),
						verdict.met() ? "met" : "**missed**"));
			}
		}
		if (!rows.isEmpty()) {
			writeHead(List.of("conditions", "goal", "measured", ""));
			rows.forEach(this::writeRow);
			this.lines.add("");
		}
	}

	private void writeHead(List<String> columns) {
		writeRow(columns);
		this.lines.add(columns.stream().map((column) -> "---").collect(Collectors.joining(" | ", "| ", " |")));
	}

	private void writeRow(List<String> cells) {
		this.lines.add("| " + String.join(" | ", cells) + " |");
	}

	private void endOfTable(List<String> head) {
		if (!head.isEmpty()) {
			this.lines.add("");
		}
	}

}
