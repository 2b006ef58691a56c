package io.adcp.spring.verification.crash.single;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.adcp.spring.verification.harness.ChildProcess;

/**
 * What can be seen of a seller's process from outside: heap and threads by {@code jcmd},
 * memory and open files by {@code /proc} where there is one, connections by SQL.
 */
public final class Vitals {

	/** What is told where the machine tells nothing. */
	public static final long UNKNOWN = -1;

	// One line for each generation, under whatever collector
	private static final Pattern USED = Pattern.compile("total (?:reserved )?\\d+K.*?, used (\\d+)K");

	private static final Pattern THREAD = Pattern.compile("(?m)^\"([^\"]+)\" #\\d+");

	// Those come and go as the virtual machine likes
	private static final Pattern OF_THE_MACHINE = Pattern.compile("C[12] CompilerThread\\d+|Attach Listener");

	private static final Duration JCMD_LIMIT = Duration.ofSeconds(60);

	private static final String CONNECTIONS = """
			SELECT COUNT(*) FROM pg_stat_activity
			WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()""";

	private final long id;

	private final SingleSeller seller;

	Vitals(long id, SingleSeller seller) {
		this.id = id;
		this.seller = seller;
	}

	/**
	 * Collect all garbage and return what is left of the heap.
	 * @return the used heap in bytes
	 */
	public long heap() throws IOException, InterruptedException {
		jcmd("GC.run");
		return used(jcmd("GC.heap_info"));
	}

	static long used(String heapInfo) {
		Matcher used = USED.matcher(heapInfo);
		long sum = 0;
		while (used.find()) {
			sum += Long.parseLong(used.group(1)) * 1024;
		}
		if (sum == 0) {
			throw new IllegalStateException("The heap is told in words that this run does not know: " + heapInfo);
		}
		return sum;
	}

	/**
	 * Return the threads that run.
	 * @return their names
	 */
	public List<String> threads() throws IOException, InterruptedException {
		return THREAD.matcher(jcmd("Thread.print"))
			.results()
			.map((found) -> found.group(1))
			.filter((name) -> !OF_THE_MACHINE.matcher(name).matches())
			.sorted()
			.toList();
	}

	/**
	 * Return the memory that the process holds, its heap included.
	 * @return bytes, or {@link #UNKNOWN}
	 */
	public long resident() throws IOException {
		Path status = Path.of("/proc", Long.toString(this.id), "status");
		if (!Files.exists(status)) {
			return UNKNOWN;
		}
		try (Stream<String> lines = Files.lines(status)) {
			return lines.filter((line) -> line.startsWith("VmRSS:"))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
				.findFirst()
				.orElse(UNKNOWN);
		}
	}

	/**
	 * Return the open files, sockets included.
	 * @return how many, or {@link #UNKNOWN}
	 */
	public long files() throws IOException {
		Path files = Path.of("/proc", Long.toString(this.id), "fd");
		if (!Files.isReadable(files)) {
			return UNKNOWN;
		}
		try (Stream<Path> all = Files.list(files)) {
			return all.count();
		}
	}

	/**
	 * Return the seller's connections to its database.
	 * @return how many
	 */
	public long connections() throws SQLException {
		return this.seller.database().count(CONNECTIONS);
	}

	private String jcmd(String command) throws IOException, InterruptedException {
		return String.join("\n",
				ChildProcess.of(List.of(ChildProcess.javaTool("jcmd"), Long.toString(this.id), command))
					.output(JCMD_LIMIT));
	}

}
