package io.adcp.spring.verification.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the tables that are asked for, one after the other in one JVM, and writes each
 * as Markdown and as JSON.
 */
public final class Benchmarks {

	private static final List<BenchmarkTable> TABLES = List.of(new NetworkTable(), new NewKeyTable(), new ReplayTable(),
			new InFlightTable(), new GrowthTable(), new HashTable(), new ClientTable(), new SellerTable(),
			new StartUpTable());

	private Benchmarks() {
	}

	/**
	 * Run.
	 * @param args the folder for the reports
	 * @throws Exception where something could not be measured
	 */
	public static void main(String[] args) throws Exception {
		((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
		Settings settings = Settings.read();
		List<BenchmarkTable> chosen = choose(settings);
		Path folder = Files.createDirectories(Path.of(args[0]));
		try (DurablePostgres postgres = DurablePostgres.start()) {
			Map<String, String> machine = Machine.describe(postgres);
			Bench.say((settings.isResult() ? "Measuring " : "Trial, not a result: measuring ") + settings + " on "
					+ machine);
			for (BenchmarkTable table : chosen) {
				measure(table, settings, postgres, machine, folder);
			}
		}
		// Clients and pools leave threads behind that would keep the JVM alive
		System.exit(0);
	}

	private static List<BenchmarkTable> choose(Settings settings) {
		List<String> known = TABLES.stream().map(BenchmarkTable::name).toList();
		if (!known.containsAll(settings.tables())) {
			throw new IllegalArgumentException("The tables are " + known + ", not all of " + settings.tables());
		}
		return TABLES.stream()
			.filter((table) -> settings.tables().isEmpty() || settings.tables().contains(table.name()))
			.toList();
	}

	private static void measure(BenchmarkTable table, Settings settings, DurablePostgres postgres,
			Map<String, String> machine, Path folder) throws Exception {
		Instant start = Instant.now();
		Bench.say("\nMeasuring " + table.name());
		Findings findings = new Findings();
		table.measure(new Bench(settings, findings, postgres));
		findings.notes().add("measured in " + Duration.between(start, Instant.now()).toSeconds() + " s");
		report(table, findings, settings, machine, folder);
	}

	private static void report(BenchmarkTable table, Findings findings, Settings settings, Map<String, String> machine,
			Path folder) throws IOException {
		String markdown = new MarkdownReport(table, findings, settings).write();
		Bench.say("\n" + markdown);
		Files.writeString(folder.resolve(table.name() + ".md"), markdown);
		Files.writeString(folder.resolve(table.name() + ".json"), JsonReport.write(table, findings, settings, machine));
	}

}
