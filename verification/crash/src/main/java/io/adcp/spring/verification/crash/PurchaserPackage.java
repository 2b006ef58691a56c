package io.adcp.spring.verification.crash;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.adcp.spring.verification.crash.purchaser.Purchaser;
import io.adcp.spring.verification.harness.ChildProcess;
import io.adcp.spring.verification.harness.Database;
import io.adcp.spring.verification.harness.DurablePostgres;
import io.adcp.spring.verification.harness.RunClassPath;

/**
 * The buyers that follow their purchases, their PostgreSQL, and how they are started.
 */
final class PurchaserPackage implements AutoCloseable {

	private static final Duration REHEARSAL_LIMIT = Duration.ofMinutes(3);

	private static final int CONNECTION_TIMEOUT_SECONDS = 20;

	private static final String REHEARSAL = "rehearsal";

	private static final String NOBODY = "http://127.0.0.1:9";

	private final Path folder;

	private final String classPath;

	private final DurablePostgres postgres;

	PurchaserPackage(Path folder) throws IOException, InterruptedException, SQLException {
		this.folder = Files.createDirectories(folder);
		// With the places to die at, which are the sellers' too
		Path classes = RunClassPath.pack(folder.resolve("purchaser.jar"), CrashRun.class);
		this.classPath = classes + File.pathSeparator + String.join(File.pathSeparator, RunClassPath.jars());
		this.postgres = new DurablePostgres(folder);
		rehearse();
	}

	// Makes the tables, and an archive that lets later ones start faster
	private void rehearse() throws IOException, InterruptedException, SQLException {
		Map<String, String> properties = properties(REHEARSAL, this.postgres.create(REHEARSAL), NOBODY);
		properties.put("spring.flyway.enabled", "true");
		properties.put("adcp.client.book.schema-management", "migrate");
		properties.put("purchaser.stop", this.folder.resolve("purchaser.jar").toString());
		properties.put("purchaser.mistake", "NONE");
		properties.put("purchaser.rehearses", "true");
		for (String seller : List.of(Purchaser.SELLER, Purchaser.OTHER_SELLER)) {
			properties.putAll(seller(seller, NOBODY, NOBODY));
		}
		try (ChildProcess purchaser = start(List.of("-XX:ArchiveClassesAtExit=" + archive()), properties,
				this.folder.resolve("purchaser-rehearsal.log"), (line) -> {
				})) {
			int exitCode = purchaser.awaitExit(REHEARSAL_LIMIT);
			if (exitCode != 0 || !Files.exists(archive())) {
				throw new IllegalStateException("The purchasers' rehearsal has failed: see " + this.folder);
			}
		}
	}

	DurablePostgres postgres() {
		return this.postgres;
	}

	/**
	 * Make a database for a buyer, with its tables.
	 * @param name its name
	 */
	Database database(String name) throws SQLException {
		return this.postgres.create(name, REHEARSAL).withTimeout(CONNECTION_TIMEOUT_SECONDS);
	}

	/**
	 * Return what a buyer is told of itself.
	 * @param name its name
	 * @param database its database
	 * @param address its address as sellers reach it
	 * @return Spring Boot properties
	 */
	Map<String, String> properties(String name, Database database, String address) {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("purchaser.name", name);
		properties.put("spring.datasource.url", database.url());
		properties.put("spring.datasource.username", Database.USER);
		properties.put("spring.datasource.password", "");
		properties.put("spring.datasource.hikari.connection-timeout", "10000");
		properties.put("spring.datasource.hikari.initialization-fail-timeout", "20000");
		properties.put("spring.flyway.enabled", "false");
		properties.put("adcp.client.book.enabled", "true");
		properties.put("adcp.client.book.schema-management", "validate");
		properties.put("adcp.client.webhook.url", address);
		properties.put("adcp.idempotency.encryption.keys[0]", "2026-11:" + "A".repeat(43) + "=");
		return properties;
	}

	/**
	 * Return what a buyer is told of a seller.
	 * @param name the seller's name
	 * @param url where it takes calls
	 * @param keys where its keys are
	 * @return Spring Boot properties
	 */
	Map<String, String> seller(String name, String url, String keys) {
		String agent = "adcp.client.agents." + name;
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put(agent + ".url", url);
		properties.put(agent + ".token", "sample-token-pinnacle-agency-4f7c");
		properties.put(agent + ".webhook-keys", keys);
		properties.put(agent + ".read-timeout", "10s");
		properties.put(agent + ".retry.max-attempts", "20");
		properties.put(agent + ".retry.delay", "100ms");
		properties.put(agent + ".retry.jitter", "50ms");
		properties.put(agent + ".retry.max-delay", "1s");
		properties.put(agent + ".retry.deadline", "30s");
		properties.put(agent + ".follow.interval", "500ms");
		properties.put(agent + ".follow.max-interval", "2s");
		return properties;
	}

	/**
	 * Start a buyer.
	 * @param fate where it is to die, if it passes there
	 * @param properties Spring Boot properties
	 * @param log the file for its output
	 * @param lines is given each line of it
	 * @return the starting buyer
	 */
	ChildProcess start(Fate fate, Map<String, String> properties, Path log, Consumer<String> lines) throws IOException {
		return start(List.of("-XX:SharedArchiveFile=" + archive(), "-Xshare:auto", "-Xlog:disable",
				"-Dcrash.point=" + fate.place(), "-Dcrash.passage=" + fate.passage()), properties, log, lines);
	}

	private ChildProcess start(List<String> options, Map<String, String> properties, Path log, Consumer<String> lines)
			throws IOException {
		List<String> command = new ArrayList<>(options);
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx192m", "-cp", this.classPath,
				Purchaser.class.getName(), "--server.port=0", "--server.address=127.0.0.1",
				"--spring.main.banner-mode=off", "--spring.main.web-application-type=servlet",
				"--spring.data.redis.repositories.enabled=false"));
		properties.forEach((property, value) -> command.add("--" + property + "=" + value));
		return ChildProcess.java(command).lines(lines).start(log);
	}

	private Path archive() {
		return this.folder.resolve("purchaser.jsa");
	}

	@Override
	public void close() throws InterruptedException {
		this.postgres.close();
	}

}
