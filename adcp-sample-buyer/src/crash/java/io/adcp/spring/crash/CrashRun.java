package io.adcp.spring.crash;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets two sellers, four buyers and their PostgreSQL die by SIGKILL, over a wire that
 * loses and doubles, and looks at the end whether each campaign was bought once.
 */
public final class CrashRun {

	private static final int BUYERS = 4;

	private static final Duration PROGRESS = Duration.ofSeconds(15);

	private final Instant started = Instant.now();

	private final List<String> faults = new ArrayList<>();

	private final Answers answers = new Answers();

	private final Settings settings;

	private final Deaths deaths;

	private final Path jar;

	private final Path folder;

	private CrashRun(Settings settings, Path jar, Path folder) {
		this.settings = settings;
		this.deaths = new Deaths(settings.kills());
		this.jar = jar;
		this.folder = folder;
	}

	/**
	 * Run against a broken backend, which must be found out, and then against the
	 * starter's own.
	 * @param args the seller's jar, and the folder to work in, where each run has a
	 * folder of its own
	 * @throws Exception where the run could not be run
	 */
	public static void main(String[] args) throws Exception {
		((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
		Settings settings = Settings.read();
		Path jar = Path.of(args[0]).toAbsolutePath();
		Path folder = Files.createTempDirectory(Files.createDirectories(Path.of(args[1])), "run-").toAbsolutePath();
		say("seed=%d: repeat with -Dadcp.crash.seed=%d. Logs and databases: %s", settings.seed(), settings.seed(),
				folder);
		boolean good = settings.broken() || !settings.prove()
				|| harnessCanFail(settings, jar, folder.resolve("broken"));
		good &= new CrashRun(settings, jar, folder.resolve("run")).run();
		System.exit(good ? 0 : 1);
	}

	private static boolean harnessCanFail(Settings settings, Path jar, Path folder) throws Exception {
		say("First against a backend that writes the record after the commit: it has to be found out");
		CrashRun broken = new CrashRun(settings.ofBroken(), jar, folder);
		Verdict verdict = broken.attempt();
		say("BROKEN BACKEND %s: duplicates=%d", (verdict.duplicates() > 0) ? "FOUND OUT" : "NOT FOUND OUT",
				verdict.duplicates());
		return verdict.duplicates() > 0;
	}

	private boolean run() throws Exception {
		Verdict verdict = attempt();
		this.faults.stream().limit(50).forEach((fault) -> say("WRONG: %s", fault));
		boolean good = this.faults.isEmpty() && this.deaths.all() >= this.settings.kills()
				&& this.answers.calls() >= this.settings.calls();
		say("CRASH %s kills=%d calls=%d buys=%d duplicates=%d lost=%d stuck=%d mismatched=%d", good ? "OK" : "FAILED",
				this.deaths.all(), this.answers.calls(), verdict.buys(), verdict.duplicates(), verdict.lost(),
				verdict.stuck(), verdict.mismatched());
		return good;
	}

	private Verdict attempt() throws Exception {
		Files.createDirectories(this.folder);
		try (PostgresServer postgres = new PostgresServer(this.folder);
				RoughWire wire = new RoughWire(this.answers, this.settings.seed());
				WebhookReceiver webhooks = new WebhookReceiver()) {
			SellerPackage sellers = new SellerPackage(this.jar, this.folder, postgres.url(), this.settings.broken());
			sellers.rehearse();
			int each = this.settings.kills() / 5;
			try (SellerSlot first = new SellerSlot(sellers, wire, 0, each, this.settings, this.deaths);
					SellerSlot second = new SellerSlot(sellers, wire, 1, each, this.settings, this.deaths)) {
				fire(postgres, wire, webhooks, first, second);
				return judge(postgres, webhooks, first, second);
			}
			finally {
				say("%s", this.answers);
				say("%s", this.deaths);
				say("%s; %s", wire, webhooks);
			}
		}
	}

	private void fire(PostgresServer postgres, RoughWire wire, WebhookReceiver webhooks, SellerSlot first,
			SellerSlot second) throws Exception {
		int ofSellers = this.settings.kills() / 5;
		int ofBuyers = this.settings.kills() / 10;
		int ofPostgres = this.settings.kills() - 2 * ofSellers - BUYERS * ofBuyers;
		ExecutorService threads = Executors.newCachedThreadPool();
		try {
			List<Future<?>> all = new ArrayList<>(List.of(threads.submit(first), threads.submit(second),
					threads.submit(new PostgresSlot(postgres, ofPostgres, this.settings, this.deaths, this.answers))));
			for (int i = 0; i < BUYERS; i++) {
				all.add(threads
					.submit(new BuyerSlot(i, ofBuyers, this.settings, this.deaths, this.folder, wire, webhooks)));
			}
			await(List.of(), all, () -> this.deaths.areDone() && this.answers.calls() >= this.settings.calls());
			Files.createFile(BuyerSlot.stop(this.folder));
			say("All are dead that had to die, and enough is bought: the buyers finish what is open");
			await(all, List.of(), wire::isQuiet);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private void await(Collection<Future<?>> ending, Collection<Future<?>> running, Condition condition)
			throws Exception {
		Instant next = Instant.now();
		while (!condition.holds() || !ending.stream().allMatch(Future::isDone)) {
			for (Future<?> one : running) {
				failEarly(one);
			}
			for (Future<?> one : ending) {
				failEarly(one);
			}
			Thread.sleep(200);
			if (Instant.now().isAfter(next)) {
				next = next.plus(PROGRESS);
				say("%4d s: kills=%d calls=%d", Duration.between(this.started, Instant.now()).toSeconds(),
						this.deaths.all(), this.answers.calls());
			}
			if (Instant.now().isAfter(this.started.plus(this.settings.limit()))) {
				throw new IllegalStateException("The run has not ended in time. " + this.answers + " " + this.deaths);
			}
		}
		for (Future<?> one : ending) {
			one.get();
		}
	}

	private static void failEarly(Future<?> one) throws InterruptedException, ExecutionException {
		if (one.isDone()) {
			one.get();
		}
	}

	private Verdict judge(PostgresServer postgres, WebhookReceiver webhooks, SellerSlot first, SellerSlot second)
			throws Exception {
		int[] ports = { first.restart(Map.of()), second.restart(Map.of()) };
		Inspection found = Inspection.of(this.folder, BUYERS, postgres, this.answers, webhooks);
		say("%4d s: every call once more, %d in all", Duration.between(this.started, Instant.now()).toSeconds(),
				found.calls().size());
		Collection<String> stuck = new LastRetry(this.answers, ports).of(found.calls().values());
		Inspection again = Inspection.of(this.folder, BUYERS, postgres, new Answers(), webhooks);
		this.faults.addAll(again.duplicates());
		this.faults.addAll(again.lost());
		this.faults.addAll(stuck);
		this.faults.addAll(this.answers.mismatches());
		race(postgres, first, second, ports);
		return new Verdict(again.buys(), again.duplicates().size(), again.lost().size(), stuck.size(),
				this.answers.mismatches().size());
	}

	private void race(PostgresServer postgres, SellerSlot first, SellerSlot second, int[] ports) throws Exception {
		if (this.settings.races() == 0) {
			return;
		}
		Races waiting = new Races(postgres, "wait", ports);
		this.faults.addAll(waiting.run(this.settings.races()));
		say("%s", waiting);
		Map<String, String> reject = Map.of("adcp.idempotency.in-flight", "reject");
		Races rejecting = new Races(postgres, "reject", first.restart(reject), second.restart(reject));
		this.faults.addAll(rejecting.run(this.settings.races()));
		say("%s", rejecting);
	}

	private static void say(String format, Object... values) {
		System.out.println(format.formatted(values));
		System.out.flush();
	}

	private interface Condition {

		boolean holds();

	}

	private record Verdict(int buys, int duplicates, int lost, int stuck, int mismatched) {
	}

}
