package io.adcp.spring.verification.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import io.adcp.spring.verification.demo.Comparison.DeskRow;
import io.adcp.spring.verification.harness.ChildProcess;
import io.adcp.spring.verification.harness.Run;
import io.adcp.spring.verification.harness.SellerProcess;
import io.adcp.spring.verification.harness.SellerProgram;
import io.adcp.spring.verification.harness.Verdict;

/**
 * Books a plan of 20 campaigns over a wire that loses answers, lets both sides die once,
 * and then looks into both databases: is each campaign bought exactly once?
 */
public final class Demo {

	private static final Duration LIMIT = Duration.ofMinutes(5);

	private final Instant end = Instant.now().plus(LIMIT);

	private final Narrator narrator = new Narrator(System.out);

	private final Plot plot = new Plot(this.narrator);

	private final SellerProgram seller;

	private final Path buyerJar;

	private final Path folder;

	private final Databases databases;

	private Demo(Path sellerJar, Path buyerJar, Path folder) {
		this.seller = SellerProgram.packaged(sellerJar);
		this.buyerJar = buyerJar;
		this.folder = folder;
		this.databases = new Databases(folder.resolve("desk"), folder.resolve("seller").resolve("seller"));
	}

	/**
	 * Run the demonstration.
	 * @param args the seller's jar, the buyer's jar, and the folder to work in, where
	 * each run has a folder of its own
	 */
	public static void main(String[] args) {
		Run.main(() -> {
			Demo demo = new Demo(Path.of(args[0]), Path.of(args[1]), Run.folder(args[2], "run-"));
			try {
				demo.run();
				return true;
			}
			catch (Exception ex) {
				demo.narrator.line("DEMO FAILED %s. Logs and databases: %s".formatted(reason(ex), demo.folder));
				throw ex;
			}
		});
	}

	private static String reason(Exception ex) {
		Throwable cause = (ex instanceof ExecutionException && ex.getCause() != null) ? ex.getCause() : ex;
		return (cause instanceof TimeoutException) ? "It has not ended in time" : String.valueOf(cause.getMessage());
	}

	private void run() throws Exception {
		introduce();
		try (LossyProxy wire = new LossyProxy(this.plot)) {
			book(wire);
			conclude(wire);
		}
	}

	private void introduce() {
		this.narrator.chapter("One plan, 20 campaigns, a bad line and two deaths");
		this.narrator.tell("demo", "A desk (buyer) books 20 campaigns at a seller. Both are processes with databases");
		this.narrator.tell("demo",
				"of their own. The wire between them loses every third answer, after the seller has");
		this.narrator.tell("demo", "done the work. In mid-run the seller is killed (kill -9), and later the desk is.");
		this.narrator.tell("demo", "Logs and databases: " + this.folder);
	}

	private void book(LossyProxy wire) throws Exception {
		try (SellerProcess first = startSeller(wire)) {
			this.plot.seller(first::kill);
			try (ChildProcess desk = startDesk(wire, (line) -> true)) {
				this.plot.desk(desk::kill);
				awaitSellersDeath(desk);
				this.narrator.chapter("The seller starts again on the same database");
				try (SellerProcess second = startSeller(wire)) {
					desk.awaitExit(left());
					require(this.plot.desksDeathCame(), "The desk has ended before it was killed");
					goOn(wire);
				}
			}
		}
	}

	private void awaitSellersDeath(ChildProcess desk) throws Exception {
		CompletableFuture.anyOf(this.plot.sellerDied(), desk.ended()).get(left().toMillis(), TimeUnit.MILLISECONDS);
		require(this.plot.sellerDied().isDone(), "The desk has ended before the seller was killed");
	}

	private void goOn(LossyProxy wire) throws Exception {
		this.narrator.chapter("The desk is dead. What is in its database?");
		List<DeskRow> rows = this.databases.desk();
		rows.stream()
			.filter((row) -> row.state().equals("OPEN"))
			.forEach((row) -> this.narrator.tell("demo",
					"%s was sent and never answered; its key %s and its bytes were stored before"
						.formatted(row.campaign(), row.key())));
		this.narrator.tell("demo", "%d campaigns are known to be booked and will not be sent again"
			.formatted(rows.stream().filter((row) -> row.state().equals("BOOKED")).count()));
		this.narrator.chapter("The desk starts again and goes on with the same keys");
		runDesk(wire, (line) -> true);
		this.narrator.chapter("The desk is run once more: everything is booked, so nothing may be sent");
		int sent = wire.buysSent();
		runDesk(wire, (line) -> line.contains(" campaigns: "));
		require(wire.buysSent() == sent, "The desk has sent a campaign that was booked already");
	}

	private void conclude(LossyProxy wire) throws Exception {
		this.narrator.chapter("Both have ended. The two databases, side by side");
		Comparison comparison = Comparison.of(this.databases.desk(), this.databases.seller());
		comparison.faults().forEach((fault) -> this.narrator.tell("demo", "WRONG: " + fault));
		require(comparison.faults().isEmpty() && comparison.campaigns() == 20, "The two databases do not agree");
		require(wire.buysChanged() == 0, "The desk has repeated a call with other bytes");
		this.narrator.tell("demo",
				"Each campaign has exactly one media buy at the seller, under the id that the desk has.");
		this.narrator.tell("demo",
				"Nothing was bought twice: the desk repeats a call with the key and, to the last byte,");
		this.narrator.tell("demo",
				"the request of its first try, also after its own death; the seller commits each key in");
		this.narrator.tell("demo",
				"one transaction with its buy and answers a key that it knows instead of buying again.");
		new Verdict("DEMO", true).with("campaigns", comparison.campaigns())
			.with("media_buys", comparison.mediaBuys())
			.with("duplicates", comparison.duplicates())
			.with("attempts", wire.buysSent())
			.with("replays", comparison.replays())
			.say();
	}

	private SellerProcess startSeller(LossyProxy wire) throws IOException, InterruptedException {
		SellerProcess seller = this.seller.start(List.of("-XX:TieredStopAtLevel=1"),
				Map.of("sample.seller.data-dir", this.folder.resolve("seller").toString()),
				this.folder.resolve("seller.log"), (line) -> {
				});
		this.narrator.tell("demo", "The seller starts as process %d".formatted(seller.id()));
		seller.awaitReady(left());
		wire.leadTo(seller.port());
		this.narrator.tell("seller", "ready on port %d".formatted(seller.port()));
		return seller;
	}

	private ChildProcess startDesk(LossyProxy wire, Predicate<String> shown) throws IOException {
		List<String> arguments = List.of("-XX:TieredStopAtLevel=1", "-jar", this.buyerJar.toString(),
				"--buyer.database=" + this.folder.resolve("desk"),
				"--adcp.client.agents.seller.url=" + wire.address() + "/mcp",
				// The seller's restart may take long on a busy machine
				"--adcp.client.agents.seller.retry.max-attempts=60", "--adcp.client.agents.seller.retry.deadline=2m");
		ChildProcess desk = ChildProcess.java(arguments).lines((line) -> {
			if (shown.test(line)) {
				this.narrator.tell("desk", line);
			}
		}).start(this.folder.resolve("desk.log"));
		this.narrator.tell("demo", "The desk starts as process %d".formatted(desk.id()));
		return desk;
	}

	private void runDesk(LossyProxy wire, Predicate<String> shown) throws IOException, InterruptedException {
		try (ChildProcess desk = startDesk(wire, shown)) {
			int exitCode = desk.awaitExit(left());
			require(exitCode == 0, "The desk has ended with exit code %d".formatted(exitCode));
		}
	}

	private Duration left() {
		Duration left = Duration.between(Instant.now(), this.end);
		require(!left.isNegative(), "The demonstration has not ended within %d s".formatted(LIMIT.toSeconds()));
		return left;
	}

	private static void require(boolean condition, String otherwise) {
		if (!condition) {
			throw new IllegalStateException(otherwise);
		}
	}

}
