package io.adcp.spring.crash;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Lets two sellers, four buyers and their PostgreSQL die by SIGKILL, over a wire that
 * loses and doubles, and looks at the end whether each campaign was bought once.
 */
final class Attempt {

	private static final Duration QUIET_LIMIT = Duration.ofSeconds(60);

	private final List<String> others = new ArrayList<>();

	private final Answers answers;

	private final Traffic traffic = new Traffic();

	private final Settings settings;

	private final Schedule schedule;

	private final Deaths deaths;

	private final DoubleExecutions doubles;

	private final Stage stage;

	private final Path folder;

	private final Database database;

	private final Instant end;

	/**
	 * Prepare one.
	 * @param name names its folder and its database
	 * @param settings how it is to be
	 * @param stage what it happens on
	 * @param folder where its folder is made
	 */
	Attempt(String name, Settings settings, Stage stage, Path folder) throws Exception {
		this.settings = settings;
		this.answers = new Answers(settings.calls());
		this.schedule = new Schedule(settings);
		this.deaths = new Deaths(settings.kills());
		this.stage = stage;
		this.folder = Files.createDirectories(folder.resolve(name));
		this.database = stage.database(name);
		this.doubles = new DoubleExecutions(this.database);
		this.end = Instant.now().plus(settings.limit());
	}

	/**
	 * Run it.
	 * @return what came of it
	 */
	Verdict run() throws Exception {
		Ends ends = new Ends();
		try (RoughWire wire = new RoughWire(ends, this.answers, this.traffic, this.settings.seed());
				WebhookReceiver webhooks = new WebhookReceiver();
				Progress progress = new Progress(this.deaths, this.answers);
				SellerSlot first = new SellerSlot(this, ends, 0);
				SellerSlot second = new SellerSlot(this, ends, 1)) {
			try {
				live(List.of(first, second, new PostgresSlot(this, ends)), wire, webhooks);
				return judge(webhooks, first, second);
			}
			finally {
				Progress.say("%s%n%s; %s", this.answers, wire, webhooks);
			}
		}
	}

	private void live(List<Slot> slots, RoughWire wire, WebhookReceiver webhooks) throws Exception {
		ExecutorService threads = Executors.newCachedThreadPool();
		try {
			List<CompletableFuture<Void>> mortals = slots.stream().map((slot) -> slot.begin(threads)).toList();
			List<CompletableFuture<Void>> buyers = IntStream.range(0, Schedule.BUYERS)
				.mapToObj((i) -> new BuyerSlot(i, this, wire, webhooks).begin(threads))
				.toList();
			List<CompletableFuture<Void>> all = new ArrayList<>(mortals);
			all.addAll(buyers);
			await(List.of(this.deaths.done(), this.answers.enough()), all);
			await(mortals, all);
			Progress.say("All are dead that had to die, and enough is bought: the buyers finish what is open");
			Files.createFile(BuyerSlot.stop(this.folder));
			await(buyers, all);
			wire.awaitQuiet(QUIET_LIMIT);
		}
		finally {
			threads.shutdownNow();
		}
	}

	// Whoever fails ends the run at once
	private void await(List<CompletableFuture<Void>> ends, List<CompletableFuture<Void>> all) throws Exception {
		CompletableFuture<Void> failure = new CompletableFuture<>();
		all.forEach((one) -> one.whenComplete((any, ex) -> {
			if (ex != null) {
				failure.completeExceptionally(ex);
			}
		}));
		CompletableFuture<Void> success = CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
		CompletableFuture.anyOf(success, failure)
			.get(Duration.between(Instant.now(), this.end).toMillis(), TimeUnit.MILLISECONDS);
	}

	private Verdict judge(WebhookReceiver webhooks, SellerSlot first, SellerSlot second) throws Exception {
		// They were started for the last time when everybody had died
		int[] ports = { first.port(), second.port() };
		Inspection found = Inspection.of(this, this.answers, webhooks);
		Progress.say("Every call once more, %d in all", found.calls().size());
		Collection<String> stuck = new LastRetry(this.answers, ports).of(found.calls().values());
		Inspection again = Inspection.of(this, new Answers(0), webhooks);
		this.doubles.explain(again.bought());
		report(again.duplicates(), again.lost(), stuck, this.answers.mismatches());
		Progress.say("%s", this.doubles.table(this.deaths.places()));
		requireAllPlaces();
		race(first, second);
		report(this.others);
		return new Verdict(this.deaths.all(), this.answers.calls(), again.buys(), again.duplicates().size(),
				again.lost().size(), stuck.size(), this.answers.mismatches().size(), this.others);
	}

	private void requireAllPlaces() {
		List<String> missing = this.deaths.missing(this.schedule.places());
		if (!missing.isEmpty()) {
			Progress.say("Nothing has died at %s", missing);
			if (this.settings.mustReachAllPlaces()) {
				this.others.add("Nothing has died at " + missing);
			}
		}
	}

	private void race(SellerSlot first, SellerSlot second) throws Exception {
		if (this.settings.races() > 0) {
			race("wait", first.port(), second.port());
			Map<String, String> reject = Map.of("adcp.idempotency.in-flight", "reject");
			ExecutorService threads = Executors.newCachedThreadPool();
			Slot other = () -> second.restart(reject);
			CompletableFuture<Void> started = other.begin(threads);
			first.restart(reject);
			started.get();
			threads.shutdown();
			race("reject", first.port(), second.port());
		}
	}

	private void race(String policy, int... ports) throws Exception {
		Races races = new Races(this.database, policy, ports);
		this.others.addAll(races.run(this.settings.races()));
		Progress.say("%s", races);
	}

	@SafeVarargs
	private static void report(Collection<String>... faults) {
		for (Collection<String> some : faults) {
			some.stream().limit(20).forEach((fault) -> Progress.say("FOUND: %s", fault));
		}
	}

	Settings settings() {
		return this.settings;
	}

	Schedule schedule() {
		return this.schedule;
	}

	Deaths deaths() {
		return this.deaths;
	}

	DoubleExecutions doubles() {
		return this.doubles;
	}

	Traffic traffic() {
		return this.traffic;
	}

	Stage stage() {
		return this.stage;
	}

	Path folder() {
		return this.folder;
	}

	Database database() {
		return this.database;
	}

}
