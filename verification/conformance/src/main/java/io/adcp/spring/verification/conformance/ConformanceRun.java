package io.adcp.spring.verification.conformance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/**
 * Examines the packaged sample seller with the official runner: each storyboard against
 * one seller on H2, then the idempotency storyboard against two sellers that share one
 * PostgreSQL. Started by the Maven profile {@code conformance} with the seller's jar, the
 * folder of the runner's {@code package.json}, and the folder to work in.
 */
final class ConformanceRun {

	private static final String IDEMPOTENCY = "idempotency";

	private static final List<String> STORYBOARDS = List.of(IDEMPOTENCY, "capability_discovery", "schema_validation",
			"error_compliance", "v3_envelope_integrity");

	/** Profile sandbox knows every token that starts like those of the test kit. */
	private static final String TOKEN = "demo-acme-outdoor-conformance";

	private static final Duration LIMIT = Duration.ofMinutes(20);

	private static final Duration POSTGRES_LIMIT = Duration.ofMinutes(1);

	private final Path sellerJar;

	private final Path work;

	private final StoryboardRunner runner;

	private final Deadline deadline;

	private final ConformanceReport report = new ConformanceReport(System.out);

	private ConformanceRun(Path sellerJar, Path work, StoryboardRunner runner, Deadline deadline) {
		this.sellerJar = sellerJar;
		this.work = work;
		this.runner = runner;
		this.deadline = deadline;
	}

	/** Exits with 0 if everything has passed, else with 1. */
	public static void main(String[] arguments) throws InterruptedException {
		boolean passed = false;
		try {
			passed = prepare(path(arguments[0]), path(arguments[1]), path(arguments[2])).run();
		}
		catch (ConformanceException | IOException ex) {
			System.out.println("CONFORMANCE FAILED: " + ex.getMessage());
		}
		System.exit(passed ? 0 : 1);
	}

	/** What is started here runs in folders of its own, where relative paths mislead. */
	private static Path path(String argument) {
		return Path.of(argument).toAbsolutePath().normalize();
	}

	private static ConformanceRun prepare(Path sellerJar, Path npmSource, Path work)
			throws IOException, InterruptedException {
		Deadline deadline = Deadline.after(LIMIT);
		if (!Files.isRegularFile(sellerJar)) {
			throw new ConformanceException("There is no seller at " + sellerJar + "; build it with mvn package");
		}
		Path reports = deleted(work.resolve("run"));
		NpmPackage sdk = NpmPackage.install(npmSource, work.resolve("npm"), work.resolve("npm.log"), deadline);
		ComplianceSet set = complianceSet(sdk, System.getenv("ADCP_COMPLIANCE_DIR"), reports.resolve("compliance"));
		StoryboardRunner runner = new StoryboardRunner(sdk.folder("@adcp/sdk").resolve("bin/adcp.js"), set, reports,
				TOKEN, deadline);
		return new ConformanceRun(sellerJar, reports, runner, deadline);
	}

	/** A set that somebody chose is taken as it is, its dates too. */
	private static ComplianceSet complianceSet(NpmPackage sdk, @Nullable String chosen, Path copy) throws IOException {
		if (chosen != null && !chosen.isBlank()) {
			return ComplianceSet.existing(Path.of(chosen).toAbsolutePath());
		}
		String version = Files.readString(sdk.folder("@adcp/sdk").resolve("ADCP_VERSION")).strip();
		Path bundled = sdk.folder("@adcp/sdk").resolve("compliance/cache").resolve(version);
		return ComplianceSet.existing(bundled).copyWithFutureDates(copy);
	}

	private boolean run() throws IOException, InterruptedException {
		examineOneSeller();
		examineTwoSellers();
		return this.report.close();
	}

	private void examineOneSeller() throws IOException, InterruptedException {
		this.report.heading("One seller on H2, reports in " + this.work);
		Path directory = this.work.resolve("seller");
		Map<String, String> properties = Map.of("spring.profiles.active", "sandbox", "sample.seller.data-dir",
				directory.toString());
		try (SellerProcess seller = SellerProcess.start(this.sellerJar, directory, properties, this.deadline)) {
			for (String storyboard : STORYBOARDS) {
				Verdict verdict = this.runner.run(storyboard, seller.endpoint());
				this.report.add(storyboard.equals(IDEMPOTENCY) ? verdict.requiringEveryStep() : verdict);
			}
		}
	}

	/** The second seller starts when the first has made the tables. */
	private void examineTwoSellers() throws IOException, InterruptedException {
		this.report.heading("Two sellers on one PostgreSQL, steps going to them in turn");
		try (EmbeddedPostgres database = EmbeddedPostgres.builder().setPGStartupWait(POSTGRES_LIMIT).start()) {
			Map<String, String> properties = Map.of("spring.profiles.active", "sandbox,postgres",
					"spring.datasource.url", database.getJdbcUrl("postgres", "postgres"), "spring.datasource.username",
					"postgres", "spring.datasource.password", "postgres");
			try (SellerProcess one = startSeller("seller-1", properties);
					SellerProcess two = startSeller("seller-2", properties)) {
				List<URI> endpoints = List.of(one.endpoint(), two.endpoint());
				this.report.add(this.runner.runAlternating(IDEMPOTENCY, endpoints).requiringEveryStep());
			}
		}
	}

	private SellerProcess startSeller(String name, Map<String, String> properties)
			throws IOException, InterruptedException {
		return SellerProcess.start(this.sellerJar, this.work.resolve(name), properties, this.deadline);
	}

	private static Path deleted(Path directory) throws IOException {
		if (Files.exists(directory)) {
			try (Stream<Path> paths = Files.walk(directory)) {
				for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
					Files.delete(path);
				}
			}
		}
		return directory;
	}

}
