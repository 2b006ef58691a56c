package io.adcp.spring.verification.crash.single;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.adcp.spring.verification.crash.rest.RestConfiguration;
import io.adcp.spring.verification.harness.Database;
import io.adcp.spring.verification.harness.DurablePostgres;
import io.adcp.spring.verification.harness.RunClassPath;
import io.adcp.spring.verification.harness.SellerProcess;
import io.adcp.spring.verification.harness.SellerProgram;

/**
 * The packaged sample seller as a process of its own, with {@value #HEAP_MEGABYTES} MB of
 * heap, and its PostgreSQL. The REST tasks of the run are on its class path as well.
 */
public final class SingleSeller implements AutoCloseable {

	/** The greatest heap of the seller. */
	public static final int HEAP_MEGABYTES = 256;

	/** The bearer token of the seller's first agent. */
	public static final String TOKEN = "sample-token-pinnacle-agency-4f7c";

	/** The bearer token of the seller's second agent. */
	public static final String OTHER_TOKEN = "sample-token-harbor-media-91d2";

	private static final Duration START_LIMIT = Duration.ofMinutes(5);

	private static final int ANSWER_SECONDS = 60;

	private final DurablePostgres postgres;

	private final SellerProcess process;

	private final Path log;

	/**
	 * Start a PostgreSQL and a seller, and wait until it takes calls.
	 * @param jar the seller's jar
	 * @param folder the folder for the database and the logs
	 * @param properties Spring Boot properties of the seller
	 */
	public SingleSeller(Path jar, Path folder, Map<String, String> properties)
			throws IOException, InterruptedException {
		this.log = folder.resolve("seller.log");
		this.postgres = new DurablePostgres(folder);
		try {
			this.process = start(jar, RunClassPath.pack(folder.resolve("rest.jar"), RestConfiguration.class),
					properties);
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			this.postgres.close();
			throw ex;
		}
	}

	private SellerProcess start(Path jar, Path restTasks, Map<String, String> properties)
			throws IOException, InterruptedException {
		Map<String, String> all = new HashMap<>(properties);
		all.putAll(Map.of("spring.profiles.active", "postgres", "spring.datasource.url", database().url(),
				"spring.datasource.username", Database.USER, "spring.datasource.password", ""));
		return SellerProgram.extended(jar, restTasks, RestConfiguration.class.getName())
			.start(List.of("-Xmx" + HEAP_MEGABYTES + "m", "-XX:+UseSerialGC"), all, this.log, (line) -> {
			})
			.awaitReady(START_LIMIT);
	}

	/**
	 * Return where the seller listens, on the loopback interface.
	 * @return the port
	 */
	public int port() {
		return this.process.port();
	}

	/**
	 * Return the file with all that the seller has written.
	 * @return the file
	 */
	public Path log() {
		return this.log;
	}

	/**
	 * Return what can be seen of the seller from outside.
	 * @return the vitals
	 */
	public Vitals vitals() {
		return new Vitals(this.process.id(), this);
	}

	/**
	 * Return the seller's database.
	 * @return the database
	 */
	public Database database() {
		return this.postgres.database().withTimeout(ANSWER_SECONDS);
	}

	@Override
	public void close() throws InterruptedException {
		try {
			this.process.close();
		}
		finally {
			this.postgres.close();
		}
	}

}
