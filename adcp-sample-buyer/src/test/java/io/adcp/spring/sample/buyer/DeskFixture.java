package io.adcp.spring.sample.buyer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.book.JdbcCallBook;
import io.adcp.spring.idempotency.encryption.EncryptionKey;
import io.adcp.spring.idempotency.encryption.ResponseCipher;

import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * A desk with a database of its own, run against a {@link FakeSeller}.
 */
class DeskFixture {

	private static final String ENCRYPTION_KEY = "test:" + "A".repeat(43) + "=";

	private final Path folder;

	private final FakeSeller seller;

	DeskFixture(Path folder, FakeSeller seller) {
		this.folder = folder;
		this.seller = seller;
	}

	/** Run the desk in this JVM and return its exit code. */
	int run(String... more) {
		return SpringApplication
			.exit(SpringApplication.run(SampleBuyerApplication.class, arguments(more).toArray(String[]::new)));
	}

	/** Start the desk as a process of its own. */
	Process start(String... more) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-cp", System.getProperty("java.class.path"), SampleBuyerApplication.class.getName()));
		command.addAll(arguments(more));
		return new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("desk.log").toFile())
			.start();
	}

	private List<String> arguments(String... more) {
		List<String> arguments = new ArrayList<>(List.of("--buyer.database=" + path(),
				"--adcp.idempotency.encryption.keys=" + ENCRYPTION_KEY,
				"--adcp.client.agents.seller.url=" + this.seller.url(), "--adcp.client.agents.seller.retry.delay=10ms",
				"--adcp.client.agents.seller.retry.jitter=0ms", "--adcp.client.agents.seller.retry.max-attempts=3"));
		arguments.addAll(List.of(more));
		return arguments;
	}

	private Path path() {
		return this.folder.resolve("desk");
	}

	/** Write a plan, one line of JSON for each campaign, and return its path. */
	String plan(String... campaigns) throws IOException {
		Path file = this.folder.resolve("plan.json");
		Files.writeString(file, """
				{"brand": "acme.example", "operator": "agency.example", "campaigns": [%s]}
				""".formatted(String.join(",\n", campaigns)));
		return file.toString();
	}

	/** What the desk's database says of a campaign; empty where it has never seen it. */
	List<String> stored(String campaign, String... columns) {
		return database().sql("SELECT * FROM campaign WHERE campaign_id = ?")
			.param(campaign)
			.query()
			.listOfRows()
			.stream()
			.flatMap((row) -> Stream.of(columns).map((column) -> String.valueOf(row.get(column))))
			.toList();
	}

	/** What the desk's database says of all campaigns, in their order. */
	List<String> storedInAll(String column) {
		return database().sql("SELECT * FROM campaign ORDER BY campaign_id")
			.query((row, number) -> row.getString(column))
			.list();
	}

	/** The call of a campaign as the book keeps it. */
	AdcpCall call(String campaign) {
		DataSource dataSource = dataSource();
		JdbcCallBook book = new JdbcCallBook(dataSource, new JdbcTransactionManager(dataSource), "adcp_call",
				new ResponseCipher(List.of(EncryptionKey.parse(ENCRYPTION_KEY)), false), Clock.systemUTC());
		return book.find(stored(campaign, "call_id").get(0)).orElseThrow();
	}

	/** What the book keeps of each call, in clear and encrypted. */
	List<String> bytesInBook() {
		return database().sql("SELECT frozen_call FROM adcp_call WHERE frozen_call IS NOT NULL")
			.query(String.class)
			.list();
	}

	private JdbcClient database() {
		return JdbcClient.create(dataSource());
	}

	private DataSource dataSource() {
		return new DriverManagerDataSource("jdbc:h2:file:" + path(), "desk", "");
	}

}
