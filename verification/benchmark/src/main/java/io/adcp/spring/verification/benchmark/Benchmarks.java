package io.adcp.spring.verification.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.adcp.spring.verification.harness.DurablePostgres;
import io.adcp.spring.verification.harness.Run;

/**
 * Measures the tables that are asked for, one after the other in one JVM, and writes each
 * as Markdown and as JSON.
 */
public final class Benchmarks {

	private static final List<BenchmarkTable> TABLES = List.of(new NetworkTable(), new NewKeyTable(),
			new EffectsTable(), new ReplayTable(), new InFlightTable(), new GrowthTable(), new HashTable(),
			new ClientTable(), new SellerTable(), new StartUpTable());

	// A checkpoint in the middle of a block would be a variant's bad luck
	private static final Map<String, String> SETTINGS = Map.of("shared_buffers", "512MB", "max_wal_size", "8GB",
			"checkpoint_timeout", "30min");

	private Benchmarks() {
	}

	/**
	 * Run.
	 * @param args the folder for the reports
	 */
	public static void main(String[] args) {
		Run.main(() -> run(args[0]));
	}

	private static boolean run(String reports) throws Exception {
		BenchmarkSettings settings = BenchmarkSettings.read();
		List<BenchmarkTable> chosen = choose(settings);
		Path folder = Files.createDirectories(Path.of(reports));
		try (DurablePostgres postgres = new DurablePostgres(Run.folder(reports, "postgres-"), SETTINGS)) {
			Map<String, String> machine = Machine.describe(postgres);
			Bench.say((settings.isResult() ? "Measuring " : "Trial, not a result: measuring ") + settings + " on "
					+ machine);
			for (BenchmarkTable table : chosen) {
				measure(table, settings, postgres, machine, folder);
			}
		}
		return true;
	}

	private static List<BenchmarkTable> choose(BenchmarkSettings settings) {
		List<String> known = TABLES.stream().map(BenchmarkTable::name).toList();
		if (!known.containsAll(settings.tables())) {
			throw new IllegalArgumentException("The tables are " + known + ", not all of " + settings.tables());
		}
		return TABLES.stream()
			.filter((table) -> settings.tables().isEmpty() || settings.tables().contains(table.name()))
			.toList();
	}

	private static void measure(BenchmarkTable table, BenchmarkSettings settings, DurablePostgres postgres,
			Map<String, String> machine, Path folder) throws Exception {
		Instant start = Instant.now();
		Bench.say("\nMeasuring " + table.name());
		Findings findings = new Findings();
		table.measure(new Bench(settings, findings, postgres));
		findings.notes().add("measured in " + Duration.between(start, Instant.now()).toSeconds() + " s");
		report(table, findings, settings, machine, folder);
	}

	private static void report(BenchmarkTable table, Findings findings, BenchmarkSettings settings,
			Map<String, String> machine, Path folder) throws IOException {
		String markdown = new MarkdownReport(table, findings, settings).write();
		Bench.say("\n" + markdown);
		Files.writeString(folder.resolve(table.name() + ".md"), markdown);
		Files.writeString(folder.resolve(table.name() + ".json"), JsonReport.write(table, findings, settings, machine));
	}

}
