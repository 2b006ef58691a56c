package io.adcp.spring.verification.conformance;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.adcp.spring.verification.conformance.sandbox.SandboxConfiguration;
import io.adcp.spring.verification.harness.Database;
import io.adcp.spring.verification.harness.DurablePostgres;
import io.adcp.spring.verification.harness.Run;
import io.adcp.spring.verification.harness.RunClassPath;
import io.adcp.spring.verification.harness.SellerProcess;
import io.adcp.spring.verification.harness.SellerProgram;

/**
 * Examines the packaged sample seller with the official runner: each storyboard against
 * one seller on H2, then the idempotency storyboard against two sellers that share one
 * PostgreSQL, and all of that once for each compliance set. Over A2A, the clients of the
 * SDKs for TypeScript buy from it, and the runner runs what it can read. Started by the
 * Maven profile {@code conformance} with the seller's jar, the folder of the runner's
 * {@code package.json}, the folder to work in, the folder of more sets, and the script
 * with the clients.
 */
final class ConformanceRun {

	private static final String IDEMPOTENCY = "idempotency";

	/** A set has those that its release knows. */
	private static final List<String> STORYBOARDS = List.of(IDEMPOTENCY, "read_tool_idempotency",
			"capability_discovery", "schema_validation", "error_compliance", "v3_envelope_integrity",
			"version_negotiation");

	/**
	 * Those in which nothing fails: the runner of 6.11.0 cannot read the error in a task
	 * of A2A that has failed, which is where AdCP has it, and where its own seller puts
	 * it.
	 */
	private static final List<String> A2A_STORYBOARDS = List.of("capability_discovery", "v3_envelope_integrity");

	/** Of the test kit's agent, and no secret. */
	private static final String TOKEN = "demo-acme-outdoor-conformance";

	/** Of the test kit's agent whose accounts are live, and no secret. */
	private static final String LIVE_TOKEN = "demo-acme-outdoor-live-v1";

	private static final Duration LIMIT = Duration.ofMinutes(50);

	private static final Duration START_LIMIT = Duration.ofMinutes(2);

	private final SellerProgram seller;

	private final Path work;

	private final StoryboardRunner runner;

	private final TypeScriptBuyer buyer;

	private final Deadline deadline;

	private ConformanceRun(SellerProgram seller, Path work, StoryboardRunner runner, TypeScriptBuyer buyer,
			Deadline deadline) {
		this.seller = seller;
		this.work = work;
		this.runner = runner;
		this.buyer = buyer;
		this.deadline = deadline;
	}

	/** Exits with 0 if everything has passed. */
	public static void main(String[] arguments) {
		Run.main(() -> run(path(arguments[0]), path(arguments[1]), path(arguments[2]), path(arguments[3]),
				path(arguments[4])));
	}

	/** What is started here runs in folders of its own, where relative paths mislead. */
	private static Path path(String argument) {
		return Path.of(argument).toAbsolutePath().normalize();
	}

	private static boolean run(Path sellerJar, Path npmSource, Path work, Path moreSets, Path buyerScript)
			throws IOException, InterruptedException {
		Deadline deadline = Deadline.after(LIMIT);
		if (!Files.isRegularFile(sellerJar)) {
			throw new IllegalStateException("There is no seller at " + sellerJar + "; build it with mvn package");
		}
		Path reports = Files.createDirectories(deleted(work.resolve("run")));
		NpmPackage sdk = NpmPackage.install(npmSource, work.resolve("npm"), work.resolve("npm.log"), deadline);
		SellerProgram seller = SellerProgram.extended(sellerJar,
				RunClassPath.pack(reports.resolve("sandbox.jar"), SandboxConfiguration.class),
				SandboxConfiguration.class.getName());
		Path script = sdk.folder("@adcp/sdk").resolve("bin/adcp.js");
		boolean passed = true;
		List<ConformanceRun> runs = new ArrayList<>();
		for (ComplianceSet set : ComplianceSets.find(sdk, moreSets, System.getenv("ADCP_COMPLIANCE_DIR"))) {
			Path directory = reports.resolve(set.name());
			ComplianceSet copy = set.copyWithFutureDates(directory.resolve("compliance"));
			ConformanceRun run = new ConformanceRun(seller, directory,
					new StoryboardRunner(script, copy, directory, TOKEN, deadline),
					new TypeScriptBuyer(buyerScript, sdk, directory, TOKEN, deadline), deadline);
			passed &= run.examine(runs.isEmpty());
			runs.add(run);
		}
		for (ConformanceRun run : runs) {
			run.assess();
		}
		return passed;
	}

	private boolean examine(boolean overA2a) throws IOException, InterruptedException {
		ComplianceSet set = this.runner.set();
		ConformanceReport report = new ConformanceReport(System.out, set.name());
		report.heading("The storyboards of AdCP " + set.name() + ", reports in " + this.work);
		examineOneSeller(set, report);
		if (overA2a) {
			examineOverA2a(report);
		}
		examineTwoSellers(report);
		return report.close();
	}

	/** Of what the sample does not sell, steps fail, and that fails nothing here. */
	private void assess() throws IOException, InterruptedException {
		Map<String, String> properties = Map.of("sample.seller.data-dir", this.work.resolve("assessed").toString());
		try (SellerProcess seller = startSeller("assessed", properties)) {
			System.out
				.println("ASSESSMENT set=" + this.runner.set().name() + " " + this.runner.assess(seller.endpoint()));
		}
	}

	private void examineOneSeller(ComplianceSet set, ConformanceReport report)
			throws IOException, InterruptedException {
		report.heading("One seller on H2");
		Map<String, String> properties = Map.of("sample.seller.data-dir", this.work.resolve("seller").toString());
		try (SellerProcess seller = startSeller("seller", properties)) {
			for (String storyboard : STORYBOARDS) {
				if (set.has(storyboard)) {
					StoryboardResult result = this.runner.run(storyboard, seller.endpoint());
					report.add(storyboard.equals(IDEMPOTENCY) ? result.requiringEveryStep() : result);
				}
			}
		}
	}

	private void examineOverA2a(ConformanceReport report) throws IOException, InterruptedException {
		report.heading("One seller on H2, over A2A");
		Map<String, String> properties = Map.of("sample.seller.data-dir", this.work.resolve("seller-a2a").toString(),
				"adcp.server.a2a.enabled", "true", "adcp.server.a2a.versions", "1.0,0.3");
		try (SellerProcess seller = startSeller("seller-a2a", properties)) {
			URI endpoint = seller.endpoint().resolve("/a2a");
			report.add(this.buyer.run("buyers-in-typescript", endpoint));
			for (String storyboard : A2A_STORYBOARDS) {
				report.add(this.runner.runOverA2a(storyboard, endpoint));
			}
		}
	}

	/** The second seller starts when the first has made the tables. */
	private void examineTwoSellers(ConformanceReport report) throws IOException, InterruptedException {
		report.heading("Two sellers on one PostgreSQL, steps going to them in turn");
		try (DurablePostgres postgres = new DurablePostgres(this.work)) {
			Map<String, String> properties = Map.of("spring.profiles.active", "postgres", "spring.datasource.url",
					postgres.database().url(), "spring.datasource.username", Database.USER,
					"spring.datasource.password", "");
			try (SellerProcess one = startSeller("seller-1", properties);
					SellerProcess two = startSeller("seller-2", properties)) {
				List<URI> endpoints = List.of(one.endpoint(), two.endpoint());
				report.add(this.runner.runAlternating(IDEMPOTENCY, endpoints).requiringEveryStep());
			}
		}
	}

	private SellerProcess startSeller(String name, Map<String, String> properties)
			throws IOException, InterruptedException {
		Map<String, String> all = new HashMap<>(properties);
		all.put("sample.seller.agents.acme-outdoor.token-sha256", sha256(TOKEN));
		all.put("sample.seller.agents.acme-outdoor-live.token-sha256", sha256(LIVE_TOKEN));
		all.put("sandbox.live-agents", "acme-outdoor-live");
		all.put("adcp.webhook.allow-insecure-targets", "true");
		return this.seller.start(List.of(), all, this.work.resolve(name + ".log"), (line) -> {
		}).awaitReady(this.deadline.limit(START_LIMIT));
	}

	private static String sha256(String token) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(hash);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java runtime has SHA-256", ex);
		}
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
