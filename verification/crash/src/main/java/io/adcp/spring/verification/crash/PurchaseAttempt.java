package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import java.security.KeyPair;

import io.adcp.spring.signature.SigningKey;
import io.adcp.spring.verification.crash.Forgery.Keys;
import io.adcp.spring.verification.crash.Life.Death;
import io.adcp.spring.verification.crash.buyer.CampaignKind;
import io.adcp.spring.verification.crash.purchaser.Purchaser;
import io.adcp.spring.verification.harness.Database;
import io.adcp.spring.verification.harness.Run;
import io.adcp.spring.verification.harness.outside.OutsideAdServer;
import io.adcp.spring.verification.harness.outside.OutsideProgram;

/**
 * Lets buyers, their PostgreSQL and sellers die by SIGKILL while webhooks come twice,
 * late, out of order and forged, and looks at the end whether each purchase has ended
 * once.
 */
final class PurchaseAttempt implements SellerHome {

	private static final int AD_SERVERS_FAULTS = 15;

	private final Traffic traffic = new Traffic();

	// How many purchases there are is for the buyers to say
	private final SellerAnswers answers = new SellerAnswers(1);

	private final PurchaseSettings settings;

	private final Deaths deaths;

	private final Stage stage;

	private final PurchaserPackage purchasers;

	private final String name;

	private final Path folder;

	private final Database database;

	private final OutsideProgram adServer;

	private final Instant end;

	/**
	 * Prepare one.
	 * @param name names its folder and its databases
	 * @param settings how it is to be
	 * @param stage what it happens on
	 * @param purchasers the buyers
	 * @param folder where its folder is made
	 */
	PurchaseAttempt(String name, PurchaseSettings settings, Stage stage, PurchaserPackage purchasers, Path folder)
			throws IOException, InterruptedException, SQLException {
		this.name = name;
		this.settings = settings;
		this.stage = stage;
		this.purchasers = purchasers;
		this.folder = Files.createDirectories(folder.resolve(name));
		this.deaths = new Deaths(settings.kills());
		this.database = stage.database(name);
		this.adServer = OutsideProgram.adServer(this.folder.resolve("ad-server"),
				new OutsideAdServer.Settings(AD_SERVERS_FAULTS, settings.seed(), CampaignKind.AD_SERVERS_LIMIT));
		this.end = Instant.now().plus(settings.limit());
	}

	/**
	 * Run it.
	 * @return what came of it
	 */
	PurchaseResult run() throws Exception {
		Ends ends = new Ends();
		Keys keys = new Keys(this.stage.webhookKey().pair(), newKey("other"), newKey(WebhookKey.ID), newKey("nobody"));
		try (OutsideProgram outside = this.adServer;
				WireHistory history = new WireHistory(this.folder);
				RoughWire wire = new RoughWire(ends, this.answers, this.traffic, history, this.settings.seed());
				KeySetServer keySets = new KeySetServer(
						Map.of(Purchaser.SELLER, keys.seller(), Purchaser.OTHER_SELLER, keys.otherSeller()));
				Forger forger = new Forger(this.settings.deliveries(), keys, this.settings.seed());
				Progress progress = new Progress(this.deaths, this.answers);
				SellerSlot first = new SellerSlot(this, ends, 0);
				SellerSlot second = new SellerSlot(this, ends, 1)) {
			List<PurchaserSlot> buyers = buyers(forger, sellers(wire, keySets));
			try {
				live(List.of(first, second), buyers, forger);
				return new PurchaseJudge(this, buyers, forger).judge();
			}
			finally {
				Run.say("%s%n%s%n%s", this.answers, wire, forger);
				for (PurchaserSlot buyer : buyers) {
					buyer.close();
				}
			}
		}
	}

	private static SigningKey newKey(String id) throws NoSuchAlgorithmException {
		KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
		return SigningKey.of(id, pair.getPrivate(), pair.getPublic());
	}

	private Map<String, String> sellers(RoughWire wire, KeySetServer keySets) {
		Map<String, String> sellers = new LinkedHashMap<>();
		for (String seller : List.of(Purchaser.SELLER, Purchaser.OTHER_SELLER)) {
			sellers
				.putAll(this.purchasers.seller(seller, wire.address().toString(), keySets.address(seller).toString()));
		}
		sellers.put("purchaser.stop", stop().toString());
		sellers.put("purchaser.mistake", this.settings.mistake().name());
		return sellers;
	}

	private List<PurchaserSlot> buyers(Forger forger, Map<String, String> sellers) throws IOException, SQLException {
		List<PurchaserSlot> buyers = new ArrayList<>();
		for (int i = 0; i < Schedule.BUYERS; i++) {
			Database own = this.purchasers.database(this.name + "_" + i);
			WebhookWire wire = new WebhookWire(Purchaser.SELLER, forger, this.settings.seed() + i);
			buyers.add(new PurchaserSlot(this, i, own, wire, sellers));
		}
		return buyers;
	}

	private void live(List<SellerSlot> sellers, List<PurchaserSlot> buyers, Forger forger) throws Exception {
		ExecutorService threads = Executors.newCachedThreadPool();
		try {
			List<Slot> slots = new ArrayList<>(sellers);
			slots.addAll(buyers);
			slots.add(this::liveAsDatabase);
			List<CompletableFuture<Void>> all = slots.stream().map((slot) -> slot.begin(threads)).toList();
			Slot.await(List.of(this.deaths.done(), forger.enough()), all, this.end);
			Run.say("All are dead that had to die: what was begun comes to its end");
			Files.createFile(stop());
			this.adServer.restartWithFaults(0);
			Slot.await(all, all, this.end);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private void liveAsDatabase() throws IOException, InterruptedException {
		for (Fate fate : this.settings.ofBuyersPostgres()) {
			Life life = new Life(fate, "all", this.traffic);
			life.ready();
			Death death = life.awaitDeath(this.purchasers.postgres().ended());
			this.purchasers.postgres().killAndRestart();
			this.deaths.count("buyers' postgres " + death.place(), true);
		}
	}

	private Path stop() {
		return this.folder.resolve("stop");
	}

	@Override
	public List<Fate> fatesOfSeller(int seller) {
		return this.settings.ofSeller(seller);
	}

	@Override
	public Map<String, String> sellerProperties() {
		Map<String, String> properties = this.stage.propertiesOnceRehearsed(this.database);
		properties.put("sample.seller.ad-server.url", this.adServer.address().toString());
		properties.put("crash.mistake", "");
		return properties;
	}

	@Override
	public void sellerKilled(Death death, Set<String> underway) {
		this.deaths.count("seller " + death.place(), death.asPlanned());
	}

	PurchaseSettings settings() {
		return this.settings;
	}

	PurchaserPackage purchasers() {
		return this.purchasers;
	}

	Deaths deaths() {
		return this.deaths;
	}

	SellerAnswers answers() {
		return this.answers;
	}

	/** The sellers' database. */
	Database database() {
		return this.database;
	}

	@Override
	public Stage stage() {
		return this.stage;
	}

	@Override
	public Path folder() {
		return this.folder;
	}

	@Override
	public Traffic traffic() {
		return this.traffic;
	}

}
