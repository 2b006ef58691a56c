package io.adcp.spring.verification.crash.badinput;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.adcp.spring.verification.crash.badinput.AnswerCheck.Kind;
import io.adcp.spring.verification.crash.single.RawConnection;
import io.adcp.spring.verification.crash.single.Reply;
import io.adcp.spring.verification.crash.single.SingleSeller;
import io.adcp.spring.verification.crash.single.Vitals;
import io.adcp.spring.verification.crash.single.Volley;
import io.adcp.spring.verification.harness.Run;
import io.adcp.spring.verification.harness.Verdict;

/**
 * Sends a packaged seller generated requests, most of them bad, and looks at each answer,
 * at the database, at the heap and at the log.
 */
public final class BadInputRun {

	private static final int THREADS = 16;

	private static final int VOLLEYS = 20;

	private static final long MEGABYTE = 1 << 20;

	/** So many new keys a second that the limit on them never hides what is behind it. */
	private static final String NO_LIMIT = "1000000";

	private static final Map<String, String> PROPERTIES = Map.of("adcp.idempotency.rate-limit.writes.burst", NO_LIMIT,
			"adcp.idempotency.rate-limit.writes.sustained", NO_LIMIT);

	private final Score score = new Score();

	private final Stock stock = new Stock();

	private final List<String> faults = new ArrayList<>();

	private final SingleSeller seller;

	private final LedgerCheck ledger;

	private final long seed;

	private BadInputRun(SingleSeller seller, long seed) {
		this.seller = seller;
		this.ledger = new LedgerCheck(seller);
		this.seed = seed;
	}

	/**
	 * Run.
	 * @param args the seller's jar, and the folder to work in, where each run has a
	 * folder of its own
	 */
	public static void main(String[] args) {
		Run.main(() -> run(args));
	}

	private static boolean run(String[] args) throws Exception {
		long seed = Run.seed("adcp.crash.seed");
		int requests = (int) Run.number("adcp.crash.requests", 100_000);
		int first = (int) Run.number("adcp.crash.first-request", 0);
		if (requests == 0) {
			return true;
		}
		Path folder = Run.folder(args[1], "bad-input-");
		Run.say("seed=%d: repeat with -Dadcp.crash.seed=%d, single ones with -Dadcp.crash.first-request=NUMBER "
				+ "-Dadcp.crash.requests=1. Log and database: %s", seed, seed, folder);
		try (SingleSeller seller = new SingleSeller(Path.of(args[0]).toAbsolutePath(), folder, PROPERTIES)) {
			return new BadInputRun(seller, seed).run(first, requests);
		}
	}

	private boolean run(int first, int requests) throws Exception {
		int used;
		try (RawConnection wire = new RawConnection(this.seller.port())) {
			used = this.stock.fill(wire, this.seed);
			TenantProbes probes = new TenantProbes(this.stock, this.seller.port(), new Random(~this.seed));
			used += probes.run();
			this.faults.addAll(probes.faults());
			Run.say("%s", probes);
		}
		for (int i = 0; i < used; i++) {
			this.score.count(Kind.EXECUTED);
		}
		this.ledger.check(used);
		fire(first, requests);
		this.faults.addAll(LogCheck.faults(this.seller.log()));
		return verdict(requests, used);
	}

	private void fire(int first, int requests) throws Exception {
		Generators generators = new Generators(this.seed, this.stock);
		Vitals vitals = this.seller.vitals();
		long heapBefore = vitals.heap();
		int each = Math.max(1, requests / VOLLEYS);
		try (Volley volley = new Volley(this.seller.port(), THREADS)) {
			for (int from = first; from < first + requests; from += each) {
				int to = Math.min(from + each, first + requests);
				volley.fire(from, to, (number, wire) -> one(number, generators.request(number), wire));
				goodOne(from);
				this.ledger.check(this.score.of(Kind.EXECUTED));
				this.score.news().forEach((wrong) -> Run.say("%s", wrong));
				Run.say("requests=%d", to - first);
			}
			report(vitals, heapBefore);
		}
	}

	private void one(int number, Request request, RawConnection wire) {
		long sent = System.nanoTime();
		Reply reply = wire.send(request.bytes(), request.mayCut());
		this.score.slowest(number, System.nanoTime() - sent);
		this.score.count(number, request, AnswerCheck.check(request, reply));
	}

	// A request in order is answered right after the bad ones, on a connection of its own
	private void goodOne(int number) {
		try (RawConnection wire = new RawConnection(this.seller.port())) {
			Random random = new Random(~this.seed * 31 - number);
			for (boolean rest : new boolean[] { false, true }) {
				Draft draft = new Draft("good", Tenant.FIRST, rest, "create_media_buy", random);
				draft.arguments().setAll(Good.create(Tenant.FIRST, random));
				Good.result(wire.send(draft.request().bytes(), false), rest);
				this.score.count(Kind.EXECUTED);
			}
		}
	}

	private void report(Vitals vitals, long heapBefore) throws Exception {
		long heap = vitals.heap();
		Run.say("heap after a collection: %d MB before, %d MB after, of at most %d MB; the process holds %s",
				heapBefore / MEGABYTE, heap / MEGABYTE, SingleSeller.HEAP_MEGABYTES, megabytes(vitals.resident()));
		if (heap > SingleSeller.HEAP_MEGABYTES * MEGABYTE / 2) {
			this.faults.add("More than half of the heap is still held after the last request");
		}
	}

	private static String megabytes(long bytes) {
		return (bytes == Vitals.UNKNOWN) ? "what this machine does not tell (no /proc)" : bytes / MEGABYTE + " MB";
	}

	private boolean verdict(int requests, int used) {
		this.faults.addAll(this.ledger.faults());
		this.faults.forEach((fault) -> Run.say("WRONG: %s", fault));
		if (!this.score.wrongByGenerator().isEmpty()) {
			Run.say("wrong answers by generator: %s", this.score.wrongByGenerator());
		}
		long serverErrors = this.score.of(Kind.SERVER_ERROR);
		long leaks = this.score.leaks();
		boolean good = this.faults.isEmpty() && serverErrors == 0 && leaks == 0;
		Run.say("the slowest answer took %s", this.score.slowest());
		new Verdict("BAD INPUT", good).with("requests", requests)
			.with("refused", this.score.of(Kind.REFUSED))
			.with("accepted", this.score.accepted() - used)
			.with("server_errors", serverErrors)
			.with("leaks", leaks)
			.with("rows", this.ledger.surplus())
			.with("seed", this.seed)
			.say();
		return good;
	}

}
