package io.adcp.spring.verification.model;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.adcp.spring.verification.model.KeptKey.KeyKept;
import io.adcp.spring.verification.model.KeySeller.KeyPhase;
import org.jspecify.annotations.Nullable;

/**
 * Keys: two buyers, which are two accounts of one agent and happen to use the same key,
 * two sellers' processes, two payloads. The first buyer's key is also sent once with
 * another payload. The handler refuses the second buyer's first payload, so it corrects
 * it under the same key.
 * <p>
 * The ledger's primary key, a second guard, is left out: the lock and the look-up under
 * it have to do alone.
 */
public final class KeyProtocol implements Protocol<KeyWorld> {

	private static final int[] BOTH = { 0, 1 };

	private static final String[] SELLERS = { "seller 1", "seller 2" };

	private static final String[] BUYERS = { "buyer 1", "buyer 2" };

	private static final Payload[] PAYLOADS = Payload.values();

	// Made once, as every state asks for them
	private static final String[] RECEPTIONS = receptions();

	private static final Ordered STRAY = new Ordered(0, Payload.B);

	private static final Ordered REFUSED = new Ordered(1, Payload.A);

	private final Binding binding;

	private final @Nullable Mutation mutation;

	private final int copies;

	private final List<Invariant<KeyWorld>> invariants = List.of(
			Invariant.outward("rule 9", "what a buyer asks for under one key is executed at most once",
					eachBuyer((state, buyer) -> state.purchases(buyer) <= 1)),
			Invariant.inward("rule 9", "at most one seller's process runs the handler for one key",
					(state) -> !(state.one().holdsTheKey() && state.two().holdsTheKey()
							&& request(state.one()).buyer() == request(state.two()).buyer())),
			Invariant.inward("rule 9", "rows and record are there together, or neither", this::areRowsAndRecordsOne),
			Invariant.outward("rule 2", "who is told of a success has what it is told of",
					eachBuyer(
							(state, buyer) -> !state.buyer(buyer).isToldToHaveBought() || state.purchases(buyer) == 1)),
			Invariant.outward("rule 3", "a refused request leaves nothing",
					(state) -> state.bought().get(REFUSED.index()) == 0),
			Invariant.outward("rule 5", "no success is told to another payload than the executed one", eachSeller(
					(seller) -> seller.content() == null || seller.content().payload() == request(seller).payload())),
			Invariant.outward("rule 6", "who is told that its key expired did buy under it", eachBuyer(
					(state, buyer) -> state.buyer(buyer).end() != SellerAnswer.EXPIRED || state.purchases(buyer) == 1)),
			Invariant.inward("rule 6", "a key under which somebody bought is never as new while a copy can come",
					this::areBoughtKeysKnown),
			Invariant.outward("scope", "nobody is told what another account has bought", eachSeller(
					(seller) -> seller.content() == null || seller.content().buyer() == request(seller).buyer())),
			Invariant.outward("scope", "a conflict comes from what was sent under one's own key",
					(state) -> state.first().end() != SellerAnswer.CONFLICT || state.strayed()));

	/**
	 * Create a protocol.
	 * @param binding how records stand to rows
	 * @param copies how many copies of one buyer's requests may be on their way at once
	 * @param mutation the mistake that the sellers make, or {@code null}
	 */
	public KeyProtocol(Binding binding, int copies, @Nullable Mutation mutation) {
		this.binding = binding;
		this.copies = copies;
		this.mutation = mutation;
	}

	private static String[] receptions() {
		String[] receptions = new String[8];
		for (int i = 0; i < receptions.length; i++) {
			receptions[i] = new Ordered((i / 2) % 2, PAYLOADS[i % 2]) + " at " + SELLERS[i / 4];
		}
		return receptions;
	}

	@Override
	public String name() {
		return "keys, " + this.binding.name().toLowerCase(Locale.ROOT);
	}

	@Override
	public List<KeyWorld> starts() {
		return List.of(KeyWorld.START);
	}

	@Override
	public List<Invariant<KeyWorld>> invariants() {
		return this.invariants;
	}

	@Override
	public boolean isEnded(KeyWorld state) {
		return state.isQuiet();
	}

	@Override
	public void steps(KeyWorld state, Consumer<Move<KeyWorld>> to) {
		for (int buyer : BOTH) {
			buyerSteps(state, buyer, to);
			for (Payload payload : PAYLOADS) {
				wireSteps(state, new Ordered(buyer, payload), to);
			}
		}
		for (int seller : BOTH) {
			sellerSteps(state, seller, to);
		}
		timeSteps(state, to);
	}

	private void buyerSteps(KeyWorld state, int number, Consumer<Move<KeyWorld>> to) {
		KeyBuyer buyer = state.buyer(number);
		if (buyer.hasEnded()) {
			return;
		}
		Ordered request = new Ordered(number, buyer.wants());
		if (buyer.waits()) {
			to.accept(new Move<>(Action.GIVE_UP_WAITING, BUYERS[number], state.with(number, buyer.waiting(false))));
		}
		else if (hasRoom(state, request)) {
			to.accept(new Move<>(Action.SEND, request.toString(),
					state.with(number, buyer.waiting(true)).onTheWire(request, 1)));
		}
		if (number == STRAY.buyer() && !state.strayed() && hasRoom(state, STRAY)) {
			to.accept(new Move<>(Action.SEND_OTHER, STRAY.toString(), state.withStray().onTheWire(STRAY, 1)));
		}
	}

	private boolean hasRoom(KeyWorld state, Ordered request) {
		int first = 2 * request.buyer();
		return state.wire().get(first) + state.wire().get(first + 1) < this.copies;
	}

	private void wireSteps(KeyWorld state, Ordered request, Consumer<Move<KeyWorld>> to) {
		if (state.wire().get(request.index()) == 0) {
			return;
		}
		to.accept(new Move<>(Action.LOSE_REQUEST, request.toString(), state.onTheWire(request, -1)));
		if (hasRoom(state, request)) {
			to.accept(new Move<>(Action.DUPLICATE_REQUEST, request.toString(), state.onTheWire(request, 1)));
		}
		for (int seller : BOTH) {
			if (state.seller(seller).phase() == KeyPhase.IDLE) {
				to.accept(new Move<>(Action.RECEIVE, RECEPTIONS[4 * seller + request.index()],
						lookUp(state.onTheWire(request, -1), seller, request)));
			}
		}
	}

	private KeyWorld lookUp(KeyWorld state, int seller, Ordered request) {
		KeptKey row = state.row(rowOf(request));
		SellerAnswer answer = row.answerTo(request.payload());
		KeySeller looked = KeySeller.at(KeyPhase.LOOKED, request);
		return state.with(seller, (answer != null) ? looked.answering(answer, row.content()) : looked);
	}

	private void sellerSteps(KeyWorld state, int number, Consumer<Move<KeyWorld>> to) {
		KeySeller seller = state.seller(number);
		switch (seller.phase()) {
			case IDLE -> {
				return;
			}
			case LOOKED -> to.accept(new Move<>(Action.CLAIM, SELLERS[number], claim(state, number, seller)));
			case RUNNING -> handlerSteps(state, number, seller, to);
			case WRITTEN -> commitSteps(state, number, seller, to);
			case COMMITTED -> to.accept(new Move<>(Action.STORE, SELLERS[number], stored(state, number, seller)));
			case ANSWERING -> answerSteps(state, number, seller, to);
		}
		if (mayDie(seller)) {
			to.accept(new Move<>(Action.CRASH, SELLERS[number], died(state, number, seller)));
		}
	}

	private KeyWorld claim(KeyWorld state, int number, KeySeller seller) {
		Ordered request = request(seller);
		KeptKey row = state.row(rowOf(request));
		if (row.isLocked()) {
			return state.with(number, seller
				.answering((row.holds() == request.payload()) ? SellerAnswer.IN_FLIGHT : SellerAnswer.CONFLICT));
		}
		SellerAnswer answer = row.answerTo(request.payload());
		if (answer != null && this.mutation != Mutation.SECOND_LOOK_FORGOTTEN) {
			return state.with(number, seller.answering(answer, row.content()));
		}
		return state.with(number, seller.at(KeyPhase.RUNNING))
			.with(rowOf(request), row.lockedBy(number, request.payload()));
	}

	private void handlerSteps(KeyWorld state, int number, KeySeller seller, Consumer<Move<KeyWorld>> to) {
		if (request(seller).equals(REFUSED)) {
			to.accept(new Move<>(Action.HANDLE, SELLERS[number],
					rolledBack(state, number, seller.answering(SellerAnswer.REFUSED))));
			return;
		}
		to.accept(new Move<>(Action.HANDLE, SELLERS[number], state.with(number, seller.at(KeyPhase.WRITTEN))));
		to.accept(new Move<>(Action.FAIL, SELLERS[number],
				rolledBack(state, number, seller.answering(SellerAnswer.UNAVAILABLE))));
	}

	private KeyWorld rolledBack(KeyWorld state, int number, KeySeller seller) {
		int key = rowOf(request(seller));
		return state.with(number, seller).with(key, state.row(key).unlockedBy(number));
	}

	private void commitSteps(KeyWorld state, int number, KeySeller seller, Consumer<Move<KeyWorld>> to) {
		KeySeller unknowing = seller.answering(SellerAnswer.UNAVAILABLE);
		if (this.binding == Binding.LEASED) {
			// That a commit may have taken place all the same is the known gap of these
			to.accept(new Move<>(Action.COMMIT, SELLERS[number], committed(state, number, seller)));
			to.accept(new Move<>(Action.COMMIT_UNKNOWN_UNDONE, SELLERS[number], left(state, number, unknowing)));
			return;
		}
		if (this.mutation == Mutation.RECORD_AFTER_COMMIT) {
			to.accept(new Move<>(Action.COMMIT, SELLERS[number],
					rolledBack(committed(state, number, seller), number, seller.at(KeyPhase.COMMITTED))));
			return;
		}
		KeyWorld done = stored(committed(state, number, seller), number, seller);
		to.accept(new Move<>(Action.COMMIT, SELLERS[number], done));
		to.accept(new Move<>(Action.COMMIT_UNKNOWN_DONE, SELLERS[number], done.with(number, unknowing)));
		to.accept(new Move<>(Action.COMMIT_UNKNOWN_UNDONE, SELLERS[number], rolledBack(state, number, unknowing)));
	}

	private KeyWorld committed(KeyWorld state, int number, KeySeller seller) {
		return state.executed(request(seller)).with(number, seller.at(KeyPhase.COMMITTED));
	}

	private KeyWorld stored(KeyWorld state, int number, KeySeller seller) {
		int key = rowOf(request(seller));
		KeyWorld answering = state.with(number, seller.answering(SellerAnswer.FRESH, request(seller)));
		return answering.with(key, state.row(key).recorded(request(seller)).unlockedBy(number));
	}

	// Its lease goes on although nobody is there to end the call
	private KeyWorld left(KeyWorld state, int number, KeySeller seller) {
		int key = rowOf(request(seller));
		KeptKey row = state.row(key);
		boolean held = row.holder() == number && row.holds() != null;
		return state.with(number, seller)
			.with(key, held ? row.lockedBy(KeptKey.THE_DEAD, Objects.requireNonNull(row.holds())) : row);
	}

	private boolean mayDie(KeySeller seller) {
		return this.binding == Binding.TRANSACTIONAL || seller.phase() != KeyPhase.COMMITTED;
	}

	private KeyWorld died(KeyWorld state, int number, KeySeller seller) {
		KeyWorld after = (this.binding == Binding.LEASED) ? left(state, number, seller)
				: rolledBack(state, number, seller);
		return after.with(number, KeySeller.IDLE);
	}

	private void answerSteps(KeyWorld state, int number, KeySeller seller, Consumer<Move<KeyWorld>> to) {
		Ordered request = request(seller);
		KeyBuyer buyer = state.buyer(request.buyer());
		KeyWorld silent = state.with(number, KeySeller.IDLE);
		if (buyer.hasEnded() || !buyer.waits() || buyer.wants() != request.payload()) {
			to.accept(new Move<>(Action.DISMISS, SELLERS[number], silent));
			return;
		}
		to.accept(new Move<>(Action.DELIVER, SELLERS[number],
				silent.with(request.buyer(), buyer.hears(Objects.requireNonNull(seller.answer()), seller.content()))));
		to.accept(new Move<>(Action.LOSE_ANSWER, SELLERS[number], silent));
	}

	private void timeSteps(KeyWorld state, Consumer<Move<KeyWorld>> to) {
		boolean running = state.one().holdsTheKey() || state.two().holdsTheKey();
		if (!running && any(state, (row) -> row.holder() == KeptKey.THE_DEAD)) {
			to.accept(new Move<>(Action.LEASE_ENDS, "the dead", freed(state)));
		}
		// A window is longer than any lease
		if (!running && any(state, (row) -> row.kept() == KeyKept.LIVE)) {
			to.accept(new Move<>(Action.WINDOW_ENDS, "all answers",
					freed(state).rows((row) -> (row.kept() == KeyKept.LIVE) ? row.as(KeyKept.OVER) : row)));
		}
		if (any(state, (row) -> row.kept() == KeyKept.OVER)) {
			to.accept(new Move<>(Action.PURGE, "answers past their window", purged(state)));
		}
		// Tombstones outlast every buyer's patience, and whatever hangs on the wire
		if (state.isQuiet() && any(state, (row) -> row.kept() == KeyKept.TOMBSTONE)
				&& !any(state, (row) -> row.kept() == KeyKept.LIVE || row.kept() == KeyKept.OVER)) {
			to.accept(new Move<>(Action.FORGET, "tombstones",
					state.rows((row) -> (row.kept() == KeyKept.TOMBSTONE) ? row.as(KeyKept.FORGOTTEN) : row)));
		}
	}

	private static KeyWorld freed(KeyWorld state) {
		return state.rows((row) -> row.unlockedBy(KeptKey.THE_DEAD));
	}

	private KeyWorld purged(KeyWorld state) {
		if (this.mutation == Mutation.TOMBSTONE_PURGED_EARLY) {
			return state.rows((row) -> (row.kept() == KeyKept.OVER) ? KeptKey.NONE : row);
		}
		return state.rows((row) -> (row.kept() == KeyKept.OVER) ? row.as(KeyKept.TOMBSTONE) : row);
	}

	private static boolean any(KeyWorld state, Predicate<KeptKey> what) {
		return what.test(state.firstKey()) || what.test(state.secondKey());
	}

	private int rowOf(Ordered request) {
		return (this.mutation == Mutation.SCOPE_WITHOUT_ACCOUNT) ? 0 : request.buyer();
	}

	private static Ordered request(KeySeller seller) {
		return Objects.requireNonNull(seller.request());
	}

	private boolean areRowsAndRecordsOne(KeyWorld state) {
		for (int buyer : BOTH) {
			boolean known = state.row(buyer).kept() != KeyKept.NONE;
			if (known != (state.purchases(buyer) > 0) && !isBetweenCommitAndStore(state, buyer)) {
				return false;
			}
		}
		return true;
	}

	// Beside the database there is such a time: the key is in flight until it is over
	private boolean isBetweenCommitAndStore(KeyWorld state, int buyer) {
		return this.binding == Binding.LEASED && state.row(buyer).isLocked();
	}

	private boolean areBoughtKeysKnown(KeyWorld state) {
		for (int buyer : BOTH) {
			KeptKey row = state.row(buyer);
			if (state.purchases(buyer) > 0 && row.kept() == KeyKept.NONE && !row.isLocked()) {
				return false;
			}
		}
		return true;
	}

	private static Predicate<KeyWorld> eachBuyer(OfBuyer promise) {
		return (state) -> promise.holds(state, 0) && promise.holds(state, 1);
	}

	private static Predicate<KeyWorld> eachSeller(Predicate<KeySeller> promise) {
		return (state) -> promise.test(state.one()) && promise.test(state.two());
	}

	/** What is promised to a buyer. */
	private interface OfBuyer {

		boolean holds(KeyWorld state, int buyer);

	}

}
