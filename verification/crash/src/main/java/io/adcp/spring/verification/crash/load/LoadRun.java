package io.adcp.spring.verification.crash.load;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.adcp.spring.verification.crash.single.SingleSeller;
import io.adcp.spring.verification.crash.single.Vitals;
import io.adcp.spring.verification.crash.single.Volley;
import io.adcp.spring.verification.harness.Run;
import io.adcp.spring.verification.harness.Verdict;

/**
 * Lets a packaged seller do half an hour's work as fast as it can, and looks at what it
 * holds in between and at the end.
 */
public final class LoadRun {

	private static final int HALF_AN_HOUR = 30 * 60 * 50;

	private static final int THREADS = 8;

	private static final int SAMPLES = 15;

	/** Tomcat keeps a thread for a minute after its last request. */
	private static final Duration LET_GO = Duration.ofSeconds(90);

	private static final String NO_LIMIT = "1000000";

	private static final Map<String, String> PROPERTIES = Map.of("adcp.idempotency.rate-limit.writes.burst", NO_LIMIT,
			"adcp.idempotency.rate-limit.writes.sustained", NO_LIMIT, "adcp.idempotency.purge-interval", "1s");

	private final HeapTrend heap = new HeapTrend();

	private final List<String> faults = new ArrayList<>();

	private final int calls;

	private final SingleSeller seller;

	private final Vitals vitals;

	private final LoadMix traffic;

	private final Ageing ageing;

	private LoadRun(int calls, long seed, SingleSeller seller) {
		this.calls = calls;
		this.seller = seller;
		this.vitals = seller.vitals();
		this.traffic = new LoadMix(seed);
		this.ageing = new Ageing(seller);
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
		int calls = (int) Run.number("adcp.crash.load.calls", HALF_AN_HOUR);
		if (calls == 0) {
			return true;
		}
		Path folder = Run.folder(args[1], "load-");
		Run.say("%d calls, which are %d s at 50 a second. Log and database: %s", calls, calls / 50, folder);
		try (SingleSeller seller = new SingleSeller(Path.of(args[0]).toAbsolutePath(), folder, PROPERTIES)) {
			return new LoadRun(calls, Run.seed("adcp.crash.seed"), seller).run();
		}
	}

	private boolean run() throws Exception {
		int warmUp = Math.min(3_000, this.calls / 3);
		try (Volley volley = new Volley(this.seller.port(), THREADS)) {
			volley.fire(-warmUp, 0, this.traffic::call);
			volley.disconnect();
			Leftovers before = Leftovers.of(this.vitals);
			Instant started = Instant.now();
			work(volley);
			long millis = Duration.between(started, Instant.now()).toMillis();
			Run.say("%d calls in %d s, %d a second", this.calls, millis / 1000,
					this.calls * 1000L / Math.max(1, millis));
			volley.disconnect();
			return judge(before, Leftovers.awaitLevel(this.vitals, before, LET_GO));
		}
	}

	private void work(Volley volley) throws Exception {
		for (int i = 0; i < SAMPLES; i++) {
			volley.fire(from(i), from(i + 1), this.traffic::call);
			this.ageing.age();
			this.heap.add(this.vitals.heap());
		}
	}

	private int from(int sample) {
		return (int) ((long) this.calls * sample / SAMPLES);
	}

	private boolean judge(Leftovers before, Leftovers after) throws Exception {
		Run.say("%s", this.traffic);
		Run.say("%s", this.ageing.report());
		Run.say("heap after a collection: %s, %d bytes a call from one third on", this.heap,
				this.heap.bytesPerCall(this.calls / SAMPLES));
		this.traffic.unexpected().forEach((what, count) -> this.faults.add(count + " answers: " + what));
		this.faults.addAll(after.above(before));
		if (!this.heap.isFlat()) {
			this.faults.add("The heap goes on growing");
		}
		if (!this.ageing.wasPurged()) {
			this.faults.add("The purge has not run");
		}
		this.faults.forEach((fault) -> Run.say("WRONG: %s", fault));
		String files = (after.files() == Vitals.UNKNOWN) ? "unknown (this machine has no /proc)"
				: before.files() + ">" + after.files();
		new Verdict("LOAD", this.faults.isEmpty()).with("calls", this.calls)
			.with("heap", this.heap.isFlat() ? "flat" : "growing")
			.with("threads", before.threads().size() + ">" + after.threads().size())
			.with("connections", before.connections() + ">" + after.connections())
			.with("files", files)
			.say();
		return this.faults.isEmpty();
	}

}
