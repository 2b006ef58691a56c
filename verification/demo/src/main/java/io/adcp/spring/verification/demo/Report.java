package io.adcp.spring.verification.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.adcp.spring.verification.demo.Chronicle.Event;
import io.adcp.spring.verification.demo.Chronicle.Kind;
import io.adcp.spring.verification.demo.Ledgers.DeskRow;
import io.adcp.spring.verification.demo.TimeLine.Step;
import org.jspecify.annotations.Nullable;

/**
 * The demonstration as one page of HTML that needs nothing else.
 *
 * @param comparison what a look into all ledgers says
 * @param ledgers what each side has written down
 * @param events what happened, the first one first
 * @param without the same plan without keys
 * @param attempts how many times the desk has sent a campaign
 * @param at when the demonstration ended
 * @param fault why it has failed, or {@code null}
 */
record Report(Comparison comparison, Ledgers ledgers, List<Event> events, CounterExample without, int attempts,
		Instant at, @Nullable String fault) {

	private static final DateTimeFormatter DATE = DateTimeFormatter
		.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	/**
	 * Write it.
	 * @return the page
	 */
	String html() throws IOException {
		String page = template();
		for (Map.Entry<String, String> part : parts().entrySet()) {
			page = page.replace("@@" + part.getKey() + "@@", part.getValue());
		}
		return page;
	}

	private static String template() throws IOException {
		try (InputStream template = Objects.requireNonNull(Report.class.getResourceAsStream("report.html"))) {
			return new String(template.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private Map<String, String> parts() {
		Map<String, String> parts = new LinkedHashMap<>();
		parts.put("title", escaped(headline()));
		parts.put("verdict", isGood() ? "ok" : "failed");
		parts.put("pill", isGood() ? "OK" : "FAILED");
		parts.put("date", DATE.format(this.at));
		parts.put("headline", escaped(headline()));
		parts.put("lead", escaped(lead()));
		parts.put("faults", faults());
		parts.put("figures", figures());
		parts.put("versus", versus());
		parts.put("lines", lines());
		parts.put("table", table());
		return parts;
	}

	private boolean isGood() {
		return this.fault == null;
	}

	private String headline() {
		return isGood() ? "%d campaigns, %d media buys, nothing bought twice".formatted(this.comparison.campaigns(),
				this.comparison.mediaBuys()) : String.valueOf(this.fault);
	}

	private String lead() {
		return ("The line lost %s after the seller had done the work. The seller was killed, and so was the desk. "
				+ "The ad server lost %s and %s, and the inbox missed %s. Whoever got no answer went on with the same key.")
			.formatted(count(Kind.LOST, "answer"), count(Kind.ORDER_LOST, "answer"),
					count(Kind.ORDER_DROPPED, "request"), count(Kind.WEBHOOK_REFUSED, "webhook"));
	}

	private String count(Kind kind, String what) {
		long count = this.events.stream().filter((event) -> event.kind() == kind).count();
		return "%d %s%s".formatted(count, what, (count != 1) ? "s" : "");
	}

	private String faults() {
		List<String> faults = this.comparison.faults();
		return faults.isEmpty() ? ""
				: faults.stream()
					.map((fault) -> "<li>%s</li>".formatted(escaped(fault)))
					.collect(Collectors.joining("", "<ul class=\"faults\">", "</ul>"));
	}

	private String figures() {
		Map<String, Number> figures = new LinkedHashMap<>();
		figures.put("campaigns", this.comparison.campaigns());
		figures.put("attempts", this.attempts);
		figures.put("media buys", this.comparison.mediaBuys());
		figures.put("orders", this.comparison.orders());
		figures.put("webhooks", this.comparison.webhooks());
		figures.put("duplicates", this.comparison.duplicates());
		return figures.entrySet()
			.stream()
			.map((figure) -> "<div><dt>%s</dt><dd>%s</dd></div>".formatted(figure.getKey(), figure.getValue()))
			.collect(Collectors.joining());
	}

	private String versus() {
		String often = this.without.boughtOften()
			.entrySet()
			.stream()
			.map((bought) -> "%s (%d times)".formatted(bought.getKey(), bought.getValue()))
			.collect(Collectors.joining(", "));
		return against("With keys", this.comparison.mediaBuys(),
				this.comparison.mediaBuys() - this.comparison.campaigns(),
				"The seller answers a key that it knows, and buys nothing again.")
				+ against("Without keys", this.without.mediaBuys(), this.without.duplicates(),
						"The wire gave each attempt a key of its own, so the seller could not know a repetition. "
								+ "Bought more than once: " + often + ".");
	}

	private static String against(String title, int buys, int twice, String text) {
		int extra = Math.max(0, twice);
		return """
				<div class="card"><h3>%s: %d media buys%s</h3><div class="units" aria-hidden="true">%s%s</div><p>%s</p></div>"""
			.formatted(escaped(title), buys, (extra > 0) ? ", %d too many".formatted(extra) : "",
					"<i></i>".repeat(buys - extra), "<i class=\"twice\"></i>".repeat(extra), escaped(text));
	}

	private String lines() {
		return this.ledgers.desk()
			.stream()
			.map((row) -> line(row, TimeLine.of(row.campaign(), this.events)))
			.collect(Collectors.joining());
	}

	private String line(DeskRow row, TimeLine line) {
		if (line.steps().isEmpty()) {
			return "";
		}
		String steps = line.steps().stream().map((step) -> step(step, line.start())).collect(Collectors.joining());
		return """
				<article class="card"><div class="head"><h3>%s</h3><code>key %s</code><span>%s</span></div>%s
				<ol class="steps">%s</ol></article>
				""".formatted(escaped(row.campaign()), escaped(row.shownKey()), seconds(line.took()), track(line),
				steps);
	}

	private String track(TimeLine line) {
		StringBuilder svg = new StringBuilder(
				"<svg class=\"track\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
						+ "<rect class=\"all\" y=\"4\" width=\"1000\" height=\"2\"/>");
		double start = place(line.start());
		svg.append(rect("own", start, Math.max(8, place(line.end()) - start), 3, 4));
		this.events.stream()
			.filter((event) -> event.campaign().isEmpty())
			.forEach((event) -> svg.append(rect("death", place(event.at()), 4, 0, 10)));
		return svg.append("</svg>").toString();
	}

	private static String rect(String kind, double x, double width, int y, int height) {
		return String.format(Locale.ROOT,
				"<rect class=\"%s\" x=\"%.1f\" width=\"%.1f\" y=\"%d\" height=\"%d\" rx=\"1\"/>", kind,
				Math.min(x, 1000 - width), width, y, height);
	}

	// Of a thousand parts of the whole run
	private double place(Instant instant) {
		Instant start = this.events.get(0).at();
		long all = Duration.between(start, this.events.get(this.events.size() - 1).at()).toMillis();
		return 1000d * Duration.between(start, instant).toMillis() / Math.max(1, all);
	}

	private static String step(Step step, Instant start) {
		String look = look(step.kind());
		String words = step.kind().words() + ((step.times() > 1) ? " × " + step.times() : "");
		return """
				<li class="%s"><svg viewBox="0 0 20 20" aria-hidden="true"><use href="#%s"/></svg><b>%s</b><small>%s</small></li>"""
			.formatted(look, look, escaped(words), seconds(Duration.between(start, step.at())));
	}

	private static String look(Kind kind) {
		if (kind.isTrouble()) {
			return "trouble";
		}
		return (kind == Kind.REPLAYED) ? "again" : kind.isEnd() ? "end" : "way";
	}

	private static String seconds(Duration duration) {
		return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000d);
	}

	private String table() {
		String head = SideBySide.HEAD.stream()
			.map((cell) -> "<th scope=\"col\">%s</th>".formatted(escaped(cell)))
			.collect(Collectors.joining());
		String rows = new SideBySide(this.ledgers).rows().stream().map(Report::row).collect(Collectors.joining());
		return "<thead><tr>%s</tr></thead><tbody>%s</tbody>".formatted(head, rows);
	}

	private static String row(List<String> cells) {
		return cells.stream()
			.skip(1)
			.map((cell) -> "<td>%s</td>".formatted(escaped(cell)))
			.collect(Collectors.joining("", "<tr><th scope=\"row\">%s</th>".formatted(escaped(cells.get(0))), "</tr>"));
	}

	/**
	 * Make a text harmless in HTML, and in the template.
	 * @param text any text
	 * @return the text with its special characters as references
	 */
	static String escaped(String text) {
		return text.replace("&", "&amp;")
			.replace("<", "&lt;")
			.replace(">", "&gt;")
			.replace("\"", "&quot;")
			.replace("'", "&#39;")
			.replace("@", "&#64;");
	}

}
