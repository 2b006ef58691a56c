package io.adcp.spring.verification.crash;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.adcp.spring.verification.crash.Life.Death;
import io.adcp.spring.verification.harness.Database;
import io.adcp.spring.verification.harness.Run;

/**
 * Lets two sellers, four buyers, their PostgreSQL, an ad server and a receiver of
 * webhooks die by SIGKILL, over a wire that loses and doubles, and looks at the end
 * whether each campaign was bought and ordered once, and told.
 */
final class CrashAttempt implements SellerHome {

	private static final Duration QUIET_LIMIT = Duration.ofSeconds(60);

	private final SellerAnswers answers;

	private final Traffic traffic = new Traffic();

	private final CrashSettings settings;

	private final Schedule schedule;

	private final Deaths deaths;

	private final DoubleExecutions doubles;

	private final Stage stage;

	private final Path folder;

	private final Outside outside;

	private final Database database;

	private final WireHistory history;

	private final Instant end;

	/**
	 * Prepare one.
	 * @param name names its folder and its database
	 * @param settings how it is to be
	 * @param stage what it happens on
	 * @param folder where its folder is made
	 */
	CrashAttempt(String name, CrashSettings settings, Stage stage, Path folder) throws Exception {
		this.settings = settings;
		this.answers = new SellerAnswers(settings.calls());
		this.schedule = new Schedule(settings);
		this.deaths = new Deaths(settings.kills());
		this.stage = stage;
		this.folder = Files.createDirectories(folder.resolve(name));
		this.database = stage.database(name);
		this.history = new WireHistory(this.folder);
		this.outside = new Outside(this.folder, settings.seed(), settings.proof() != null);
		this.doubles = new DoubleExecutions(this.database);
		this.end = Instant.now().plus(settings.limit());
	}

	/**
	 * Run it.
	 * @return what came of it
	 */
	CrashResult run() throws Exception {
		Ends ends = new Ends();
		try (RoughWire wire = new RoughWire(ends, this.answers, this.traffic, this.history, this.settings.seed());
				WireHistory history = this.history;
				Outside outside = this.outside;
				Progress progress = new Progress(this.deaths, this.answers);
				SellerSlot first = new SellerSlot(this, ends, 0);
				SellerSlot second = new SellerSlot(this, ends, 1)) {
			try {
				live(slots(first, second, ends), wire);
				return new Judge(this, first, second).judge();
			}
			finally {
				Run.say("%s%n%s", this.answers, wire);
			}
		}
	}

	private List<Slot> slots(SellerSlot first, SellerSlot second, Ends ends) {
		return List.of(first, second, new PostgresSlot(this, ends),
				new OutsideSlot("ad server", this.outside.adServer(), this.schedule.ofAdServer(), this),
				new OutsideSlot("receiver", this.outside.receiver(), this.schedule.ofReceiver(), this));
	}

	private void live(List<Slot> slots, RoughWire wire) throws Exception {
		ExecutorService threads = Executors.newCachedThreadPool();
		try {
			Stream<Slot> buyers = IntStream.range(0, Schedule.BUYERS)
				.mapToObj((i) -> new BuyerSlot(i, this, wire, this.outside));
			List<CompletableFuture<Void>> all = Stream.concat(slots.stream(), buyers)
				.map((slot) -> slot.begin(threads))
				.toList();
			Slot.await(List.of(this.deaths.done(), this.answers.enough()), all, this.end);
			Run.say("All are dead that had to die, and enough is bought: the buyers finish what is open");
			Files.createFile(BuyerSlot.stop(this.folder));
			this.outside.calm();
			Slot.await(all, all, this.end);
			wire.awaitQuiet(QUIET_LIMIT);
		}
		finally {
			threads.shutdownNow();
		}
	}

	CrashSettings settings() {
		return this.settings;
	}

	@Override
	public List<Fate> fatesOfSeller(int end) {
		return this.schedule.ofSeller(end);
	}

	@Override
	public Map<String, String> sellerProperties() {
		Map<String, String> properties = this.stage.propertiesOnceRehearsed(this.database);
		properties.putAll(this.outside.sellerProperties(this.settings.backend()));
		properties.put("crash.mistake", this.settings.mistake());
		return properties;
	}

	@Override
	public void sellerKilled(Death death, Set<String> underway) {
		String place = "seller " + death.place();
		this.doubles.sellerKilled(place, death.campaign(), underway);
		this.deaths.count(place, death.asPlanned());
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

	SellerAnswers answers() {
		return this.answers;
	}

	@Override
	public Traffic traffic() {
		return this.traffic;
	}

	@Override
	public Stage stage() {
		return this.stage;
	}

	@Override
	public Path folder() {
		return this.folder;
	}

	Outside outside() {
		return this.outside;
	}

	Database database() {
		return this.database;
	}

	WireHistory history() {
		return this.history;
	}

}
