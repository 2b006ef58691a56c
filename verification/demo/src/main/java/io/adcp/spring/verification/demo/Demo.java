package io.adcp.spring.verification.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

import io.adcp.spring.verification.demo.Chronicle.Kind;
import io.adcp.spring.verification.demo.Ledgers.DeskRow;
import io.adcp.spring.verification.demo.Ledgers.Webhook;
import io.adcp.spring.verification.harness.ChildProcess;
import io.adcp.spring.verification.harness.Run;
import io.adcp.spring.verification.harness.SellerProcess;
import io.adcp.spring.verification.harness.Verdict;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Books a plan of 20 campaigns over a wire that loses answers, at a seller whose ad
 * server loses them, too, lets both sides die once, and then looks into all ledgers: is
 * each campaign bought, and ordered, exactly once?
 */
public final class Demo {

	private static final int CAMPAIGNS = 20;

	private static final Duration WEBHOOK_LIMIT = Duration.ofSeconds(30);

	private static final Pattern LOG_LINE = Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT");

	private final Narrator narrator = Narrator.onScreen();

	private final Chronicle chronicle = new Chronicle(Clock.systemUTC());

	private final Plot plot = new Plot(this.narrator, this.chronicle);

	private final Cast cast;

	private final Path folder;

	private final Databases databases;

	private Demo(Path sellerJar, Path buyerJar, Path folder) {
		this.cast = new Cast(sellerJar, buyerJar, this.narrator);
		this.folder = folder;
		this.databases = new Databases(folder);
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
		try (LossyProxy wire = new LossyProxy(this.plot); Surroundings surroundings = new Surroundings(this.folder)) {
			List<Webhook> webhooks = book(wire, surroundings);
			Ledgers ledgers = new Ledgers(this.databases.desk(), this.databases.seller(), surroundings.orders(),
					webhooks, this.databases.unfinishedTasks());
			surroundings.report(this.chronicle, ledgers);
			conclude(wire, ledgers);
		}
	}

	private void introduce() {
		this.narrator.chapter("One plan, 20 campaigns, a bad line and two deaths");
		this.narrator.tell("demo", "A desk (buyer) books 20 campaigns at a seller. Both are processes with databases");
		this.narrator.tell("demo",
				"of their own. The wire between them loses every third answer, after the seller has");
		this.narrator.tell("demo", "done the work. In mid-run the seller is killed (kill -9), and later the desk is.");
		this.narrator.tell("demo", "Large campaigns the seller orders at an ad server, which loses answers, too, and");
		this.narrator.tell("demo", "cannot tell a repetition. The desk hears of their end by a signed webhook.");
		this.narrator.tell("demo", "Logs and databases: " + this.folder);
	}

	private List<Webhook> book(LossyProxy wire, Surroundings surroundings) throws Exception {
		try (SellerProcess first = startSeller(wire, surroundings)) {
			this.plot.seller(first::kill);
			try (ChildProcess desk = this.cast.desk(this.folder, wire, deskProperties(surroundings), Demo::isTold)) {
				this.plot.desk(desk::kill);
				awaitSellersDeath(desk);
				this.narrator.chapter("The seller starts again on the same database");
				try (SellerProcess second = startSeller(wire, surroundings)) {
					desk.awaitExit(this.cast.left());
					require(this.plot.desksDeathCame(), "The desk has ended before it was killed");
					goOn(wire, surroundings);
					return surroundings.webhooks(keySet(second));
				}
			}
		}
	}

	private SellerProcess startSeller(LossyProxy wire, Surroundings surroundings) throws Exception {
		return this.cast.seller(this.folder, wire, surroundings.sellerProperties());
	}

	private static Map<String, String> deskProperties(Surroundings surroundings) {
		return Map.of("buyer.webhooks", surroundings.webhooks());
	}

	private void awaitSellersDeath(ChildProcess desk) throws Exception {
		CompletableFuture.anyOf(this.plot.sellerDied(), desk.ended())
			.get(this.cast.left().toMillis(), TimeUnit.MILLISECONDS);
		require(this.plot.sellerDied().isDone(), "The desk has ended before the seller was killed");
	}

	private void goOn(LossyProxy wire, Surroundings surroundings) throws Exception {
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
		this.cast.bookAll(this.folder, wire, deskProperties(surroundings), Demo::isTold);
		this.narrator.chapter("The desk is run once more: everything is booked, so nothing may be sent");
		int sent = wire.buysSent();
		this.cast.bookAll(this.folder, wire, deskProperties(surroundings), (line) -> line.contains(" campaigns: "));
		require(wire.buysSent() == sent, "The desk has sent a campaign that was booked already");
		surroundings.awaitWebhooks(surroundings.orders().size(), WEBHOOK_LIMIT);
	}

	// Neither what it logs nor its table, which comes at the end with all the ledgers
	private static boolean isTold(String line) {
		return line.contains(": ") && !LOG_LINE.matcher(line).find();
	}

	private static JsonNode keySet(SellerProcess seller) throws Exception {
		URI address = seller.endpoint().resolve("/.well-known/jwks.json");
		HttpRequest request = HttpRequest.newBuilder(address).timeout(WEBHOOK_LIMIT).build();
		return JsonMapper.shared()
			.readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()).body());
	}

	private void conclude(LossyProxy wire, Ledgers ledgers) throws Exception {
		this.narrator.chapter("The same plan over the same bad line, at a seller without keys");
		CounterExample without = CounterExample.run(this.cast, this.folder.resolve("without-keys"));
		this.narrator.tell("demo", "%d answers were lost, and %d campaigns were bought more than once: %d media buys"
			.formatted(without.lost(), without.boughtOften().size(), without.mediaBuys()));
		this.narrator.chapter("With keys: desk, seller and ad server, side by side");
		new SideBySide(ledgers).lines().forEach(this.narrator::line);
		Comparison comparison = Comparison.of(ledgers);
		explain(comparison);
		String fault = fault(wire, comparison, without);
		Path report = this.folder.resolve("report.html");
		Files.writeString(report,
				new Report(comparison, ledgers, this.chronicle.events(), without, wire.buysSent(), Instant.now(), fault)
					.html());
		this.narrator.line("Report: " + report.toUri());
		require(fault == null, String.valueOf(fault));
		verdict(comparison, wire.buysSent(), without).say();
	}

	private void explain(Comparison comparison) {
		comparison.faults().forEach((fault) -> this.narrator.tell("demo", "WRONG: " + fault));
		if (comparison.isGood()) {
			this.narrator.line("");
			this.narrator.tell("demo",
					"Each campaign has exactly one media buy at the seller, under the id that the desk has.");
			this.narrator.tell("demo",
					"Nothing was bought twice: the desk repeats a call with the key and, to the last byte,");
			this.narrator.tell("demo",
					"the request of its first try, also after its own death; the seller commits each key in");
			this.narrator.tell("demo",
					"one transaction with its buy and answers a key that it knows instead of buying again.");
			this.narrator.tell("demo",
					"Nothing was ordered twice: the seller asks its ad server before it would ask for more.");
		}
	}

	private @Nullable String fault(LossyProxy wire, Comparison comparison, CounterExample without) {
		if (!comparison.isGood() || comparison.campaigns() != CAMPAIGNS || comparison.orders() == 0) {
			return "The ledgers do not agree";
		}
		if (wire.buysChanged() != 0) {
			return "The desk has repeated a call with other bytes";
		}
		if (this.chronicle.count(Kind.ORDER_LOST) == 0) {
			return "The ad server has lost no answer, so nothing is shown";
		}
		return (without.duplicates() > 0) ? null : "Without keys nothing was bought twice, so nothing is shown";
	}

	static Verdict verdict(Comparison comparison, int attempts, CounterExample without) {
		return new Verdict("DEMO", true).with("campaigns", comparison.campaigns())
			.with("media_buys", comparison.mediaBuys())
			.with("orders", comparison.orders())
			.with("duplicates", comparison.duplicates())
			.with("webhooks", comparison.webhooks())
			.with("attempts", attempts)
			.with("replays", comparison.replays())
			.with("duplicates_without_keys", without.duplicates());
	}

	static void require(boolean condition, String otherwise) {
		if (!condition) {
			throw new IllegalStateException(otherwise);
		}
	}

}
