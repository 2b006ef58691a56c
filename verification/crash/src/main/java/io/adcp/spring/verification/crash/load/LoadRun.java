package io.adcp.spring.verification.crash.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.adcp.spring.verification.crash.single.SingleSeller;
import io.adcp.spring.verification.crash.single.Vitals;
import io.adcp.spring.verification.crash.single.Volley;
import org.slf4j.LoggerFactory;

/**
 * Lets a packaged seller do half an hour's work as fast as it can, and looks at what it
 * holds in between and at the end.
 */
public final class LoadRun {

	private static final int THREADS = 8;

	private static final int SAMPLES = 15;

	/** Tomcat keeps a thread for a minute after its last request. */
	private static final Duration LET_GO = Duration.ofSeconds(90);

	private static final String NO_LIMIT = "1000000";

	private static final Map<String, String> PROPERTIES = Map.of("adcp.idempotency.rate-limit.writes.burst", NO_LIMIT,
			"adcp.idempotency.rate-limit.writes.sustained", NO_LIMIT, "adcp.idempotency.rate-limit.total.burst",
			NO_LIMIT, "adcp.idempotency.rate-limit.total.sustained", NO_LIMIT, "adcp.idempotency.purge-interval", "1s");

	private final HeapTrend heap = new HeapTrend();

	private final List<String> faults = new ArrayList<>();

	private final LoadSettings settings;

	private final SingleSeller seller;

	private final Vitals vitals;

	private final Traffic traffic;

	private final Ageing ageing;

	private LoadRun(LoadSettings settings, SingleSeller seller) {
		this.settings = settings;
		this.seller = seller;
		this.vitals = seller.vitals();
		this.traffic = new Traffic(settings.seed());
		this.ageing = new Ageing(seller);
	}

	/**
	 * Run.
	 * @param args the seller's jar, and the folder to work in, where each run has a
	 * folder of its own
	 * @throws Exception where the run could not be run
	 */
	public static void main(String[] args) throws Exception {
		((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
		LoadSettings settings = LoadSettings.read();
		boolean good = settings.calls() == 0;
		if (settings.calls() > 0) {
			Path folder = Files.createTempDirectory(Files.createDirectories(Path.of(args[1])), "load-")
				.toAbsolutePath();
			say("%d calls, which are %d s at 50 a second. Log and database: %s", settings.calls(),
					settings.calls() / 50, folder);
			try (SingleSeller seller = new SingleSeller(Path.of(args[0]).toAbsolutePath(), folder, PROPERTIES)) {
				good = new LoadRun(settings, seller).run();
			}
		}
		System.exit(good ? 0 : 1);
	}

	private boolean run() throws Exception {
		int warmUp = Math.min(3_000, this.settings.calls() / 3);
		try (Volley volley = new Volley(this.seller.port(), THREADS)) {
			volley.fire(-warmUp, 0, this.traffic::call);
			volley.disconnect();
			Leftovers before = Leftovers.of(this.vitals);
			Instant started = Instant.now();
			work(volley);
			long millis = Duration.between(started, Instant.now()).toMillis();
			say("%d calls in %d s, %d a second", this.settings.calls(), millis / 1000,
					this.settings.calls() * 1000L / Math.max(1, millis));
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
		return (int) ((long) this.settings.calls() * sample / SAMPLES);
	}

	private boolean judge(Leftovers before, Leftovers after) throws Exception {
		say("%s", this.traffic);
		say("%s", this.ageing.report());
		say("heap after a collection: %s, %d bytes a call from one third on", this.heap,
				this.heap.bytesPerCall(this.settings.calls() / SAMPLES));
		this.traffic.unexpected().forEach((what, count) -> this.faults.add(count + " answers: " + what));
		this.faults.addAll(after.above(before));
		if (!this.heap.isFlat()) {
			this.faults.add("The heap goes on growing");
		}
		if (!this.ageing.wasPurged()) {
			this.faults.add("The purge has not run");
		}
		this.faults.forEach((fault) -> say("WRONG: %s", fault));
		String files = (after.files() == Vitals.UNKNOWN) ? "unknown (this machine has no /proc)"
				: before.files() + ">" + after.files();
		say("LOAD %s calls=%d heap=%s threads=%d>%d connections=%d>%d files=%s",
				this.faults.isEmpty() ? "OK" : "FAILED", this.settings.calls(), this.heap.isFlat() ? "flat" : "growing",
				before.threads().size(), after.threads().size(), before.connections(), after.connections(), files);
		return this.faults.isEmpty();
	}

	private static void say(String format, Object... values) {
		System.out.println(format.formatted(values));
		System.out.flush();
	}

}
