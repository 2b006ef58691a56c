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

import io.adcp.spring.verification.conformance.StoryboardRunner.Transport;
import io.adcp.spring.verification.conformance.sandbox.SandboxConfiguration;
import io.adcp.spring.verification.harness.Database;
import io.adcp.spring.verification.harness.DurablePostgres;
import io.adcp.spring.verification.harness.Run;
import io.adcp.spring.verification.harness.RunClassPath;
import io.adcp.spring.verification.harness.SellerProcess;
import io.adcp.spring.verification.harness.SellerProgram;
import io.adcp.spring.verification.harness.outside.OutsideAdServer;
import io.adcp.spring.verification.harness.outside.OutsideProgram;

/**
 * Examines the packaged sample seller with the official runner: each storyboard against
 * one seller on H2, then the idempotency storyboard against two sellers that share one
 * PostgreSQL, all of that over MCP and over A2A, and once for each compliance set. A
 * seller that has to order what it sells is examined for the webhooks it sends then. Over
 * A2A, the clients of the SDKs for TypeScript buy from the seller, too. Started by the
 * Maven profile {@code conformance} with the seller's jar, the folder of the runner's
 * {@code package.json}, the folder to work in, the folder of more sets, and the folder
 * with the scripts.
 */
final class ConformanceRun {

	private static final String IDEMPOTENCY = "idempotency";

	/** A set has those that its release knows. */
	private static final List<String> STORYBOARDS = List.of(IDEMPOTENCY, "read_tool_idempotency",
			"capability_discovery", "schema_validation", "error_compliance", "v3_envelope_integrity",
			"version_negotiation");

	private static final String WEBHOOKS = "webhook_emission";

	private static final String ASYNC = "media_buy_seller/create_media_buy_async";

	private static final String ASYNC_FILE = "protocols/media-buy/scenarios/create_media_buy_async.yaml";

	/** Of the test kit's agent, and no secret. */
	private static final String TOKEN = "demo-acme-outdoor-v1";

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

	private static boolean run(Path sellerJar, Path npmSource, Path work, Path moreSets, Path scripts)
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
			ComplianceSet copy = set.copyToRun(directory.resolve("compliance"));
			ConformanceRun run = new ConformanceRun(seller, directory,
					new StoryboardRunner(script, scripts.resolve("failed-tasks.cjs"), copy, directory, TOKEN, deadline),
					new TypeScriptBuyer(scripts.resolve("buyer.cjs"), sdk, directory, TOKEN, deadline), deadline);
			passed &= run.examineOverMcp();
			passed &= run.examineOverA2a(runs.isEmpty());
			runs.add(run);
		}
		for (ConformanceRun run : runs) {
			run.assess();
		}
		return passed;
	}

	private boolean examineOverMcp() throws IOException, InterruptedException {
		ConformanceReport report = report(Transport.MCP);
		try (SellerProcess seller = startSeller("seller", onH2("seller"))) {
			examineOneSeller(Transport.MCP, seller, report);
			if (this.runner.set().asksNothingBefore(ASYNC_FILE)) {
				report.add(this.runner.runReceiving(ASYNC, seller.endpoint()));
			}
		}
		examineWebhooks(report);
		examineTwoSellers(Transport.MCP, report);
		return report.close();
	}

	private boolean examineOverA2a(boolean withBuyers) throws IOException, InterruptedException {
		ConformanceReport report = report(Transport.A2A);
		try (SellerProcess seller = startSeller("seller-a2a", onH2("seller-a2a"))) {
			if (withBuyers) {
				report.add(this.buyer.run("buyers-in-typescript", endpoint(Transport.A2A, seller)));
			}
			examineOneSeller(Transport.A2A, seller, report);
		}
		examineTwoSellers(Transport.A2A, report);
		return report.close();
	}

	private ConformanceReport report(Transport transport) {
		String set = this.runner.set().name();
		ConformanceReport report = new ConformanceReport(System.out, set, transport.word());
		report.heading("The storyboards of AdCP %s over %s, reports in %s".formatted(set, transport, this.work));
		return report;
	}

	/** Of what the sample does not sell, steps fail, and that fails nothing here. */
	private void assess() throws IOException, InterruptedException {
		try (SellerProcess seller = startSeller("assessed", onH2("assessed"))) {
			System.out
				.println("ASSESSMENT set=" + this.runner.set().name() + " " + this.runner.assess(seller.endpoint()));
		}
	}

	private void examineOneSeller(Transport transport, SellerProcess seller, ConformanceReport report)
			throws IOException, InterruptedException {
		report.heading("One seller on H2");
		for (String storyboard : STORYBOARDS) {
			if (this.runner.set().has(storyboard)) {
				StoryboardResult result = this.runner.run(storyboard, transport, endpoint(transport, seller));
				report.add(storyboard.equals(IDEMPOTENCY) ? result.requiringEveryStep() : result);
			}
		}
	}

	/** A buy that is answered at once has no webhook, so here each has to be ordered. */
	private void examineWebhooks(ConformanceReport report) throws IOException, InterruptedException {
		report.heading("One seller on H2 that orders each buy at an ad server");
		try (OutsideProgram adServer = OutsideProgram.adServer(this.work.resolve("ad-server"),
				OutsideAdServer.Settings.RELIABLE)) {
			Map<String, String> properties = new HashMap<>(onH2("ordering"));
			properties.put("sample.seller.ad-server.url", adServer.address().toString());
			properties.put("sample.seller.ad-server.orders-above", "0.01");
			try (SellerProcess seller = startSeller("ordering", properties)) {
				report.add(this.runner.runReceiving(WEBHOOKS, seller.endpoint()));
			}
		}
	}

	/** The second seller starts when the first has made the tables. */
	private void examineTwoSellers(Transport transport, ConformanceReport report)
			throws IOException, InterruptedException {
		report.heading("Two sellers on one PostgreSQL, steps going to them in turn");
		Path directory = Files.createDirectories(this.work.resolve("two-" + transport.word()));
		try (DurablePostgres postgres = new DurablePostgres(directory)) {
			Map<String, String> properties = Map.of("spring.profiles.active", "postgres", "spring.datasource.url",
					postgres.database().url(), "spring.datasource.username", Database.USER,
					"spring.datasource.password", "");
			try (SellerProcess one = startSeller("seller-1-" + transport.word(), properties);
					SellerProcess two = startSeller("seller-2-" + transport.word(), properties)) {
				List<URI> endpoints = List.of(endpoint(transport, one), endpoint(transport, two));
				report.add(this.runner.runAlternating(IDEMPOTENCY, transport, endpoints).requiringEveryStep());
			}
		}
	}

	private static URI endpoint(Transport transport, SellerProcess seller) {
		return (transport == Transport.MCP) ? seller.endpoint() : seller.endpoint().resolve("/a2a");
	}

	private Map<String, String> onH2(String name) {
		return Map.of("sample.seller.data-dir", this.work.resolve(name).toString());
	}

	private SellerProcess startSeller(String name, Map<String, String> properties)
			throws IOException, InterruptedException {
		Map<String, String> all = new HashMap<>(properties);
		all.put("sample.seller.agents.acme-outdoor.token-sha256", sha256(TOKEN));
		all.put("sample.seller.agents.acme-outdoor-live.token-sha256", sha256(LIVE_TOKEN));
		all.put("sandbox.live-agents", "acme-outdoor-live");
		all.put("adcp.webhook.allow-insecure-targets", "true");
		all.put("adcp.webhook.legacy-hmac", "true");
		all.put("adcp.server.a2a.enabled", "true");
		all.put("adcp.server.a2a.versions", "1.0,0.3");
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
