package io.adcp.spring.verification.model;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import io.adcp.spring.verification.model.KeptClaim.ClaimKept;
import io.adcp.spring.verification.model.ClaimSeller.ClaimPhase;
import org.jspecify.annotations.Nullable;

/**
 * Open claims: a buyer, two sellers' processes, one key, two payloads, and an ad server
 * that does not recognize a repeated request. Its answers may be lost, and so may calls,
 * or they hang on their way and arrive later. A seller may be overtaken after its call.
 * <p>
 * Taken for granted, as the documentation says: between note and call no process stands
 * still for longer than its lease, and the ad server is believed to know nothing of a
 * call only when none can hang on its way any more.
 */
final class ClaimProtocol implements Protocol<ClaimWorld> {

	private static final int[] BOTH = { 0, 1 };

	private static final Payload[] PAYLOADS = Payload.values();

	private static final String[] SELLERS = { "seller 1", "seller 2" };

	private static final String[] REQUESTS = { "the buyer's request A", "the buyer's request B" };

	private static final String[] CALLS = { "the late call for A", "the late call for B" };

	private static final String[] RECEPTIONS = { "the buyer's request A at seller 1",
			"the buyer's request B at seller 1", "the buyer's request A at seller 2",
			"the buyer's request B at seller 2" };

	private static final int COPIES = 2;

	private final @Nullable Mutation mutation;

	private final List<Invariant<ClaimWorld>> invariants = List.of(
			Invariant.outward("rule 10", "the ad server is asked for at most one thing under one key, and does it once",
					(state) -> state.askedFor(Payload.A) + state.askedFor(Payload.B) <= 1),
			Invariant.inward("rule 10", "what the ad server was asked for stands in a claim or a record",
					(state) -> state.askedFor(Payload.A) + state.askedFor(Payload.B) == 0
							|| state.row().kept() != ClaimKept.NONE),
			Invariant.inward("rule 9", "a record stands for exactly the order that was made",
					(state) -> !state.row().isRecord()
							|| state.orders().get(Objects.requireNonNull(state.row().payload()).slot()) == 1),
			Invariant.outward("rule 3", "who is told of a refusal has no order, and none is on its way",
					(state) -> isNotRefused(state) || state.askedFor(Payload.A) == 0),
			Invariant.outward("rule 2", "who is told of a success has the order",
					(state) -> !state.buyer().isToldToHaveBought()
							|| state.orders().get(state.buyer().wants().slot()) == 1),
			Invariant.outward("rule 5", "no success is told to another payload than the executed one",
					(state) -> isOwnSuccess(state.one()) && isOwnSuccess(state.two())),
			Invariant.outward("rule 6", "who is told that its key expired has bought",
					(state) -> state.buyer().end() != SellerAnswer.EXPIRED || state.row().isRecord()));

	ClaimProtocol(@Nullable Mutation mutation) {
		this.mutation = mutation;
	}

	// The buyer corrects what was refused, so that it wants B
	private static boolean isNotRefused(ClaimWorld state) {
		return state.buyer().wants() == Payload.A;
	}

	private static boolean isOwnSuccess(ClaimSeller seller) {
		return seller.content() == null || seller.content() == seller.payload();
	}

	@Override
	public String name() {
		return "claims";
	}

	@Override
	public List<ClaimWorld> starts() {
		return List.of(ClaimWorld.start(false), ClaimWorld.start(true));
	}

	@Override
	public List<Invariant<ClaimWorld>> invariants() {
		return this.invariants;
	}

	@Override
	public boolean isEnded(ClaimWorld state) {
		return state.buyer().hasEnded() && state.wire().isEmpty() && state.calls().isEmpty()
				&& state.one().phase() == ClaimPhase.IDLE && state.two().phase() == ClaimPhase.IDLE
				&& state.row().kept() != ClaimKept.CLAIM;
	}

	@Override
	public void steps(ClaimWorld state, Consumer<Move<ClaimWorld>> to) {
		buyerSteps(state, to);
		for (Payload payload : PAYLOADS) {
			wireSteps(state, payload, to);
			lateCalls(state, payload, to);
		}
		for (int seller : BOTH) {
			sellerSteps(state, seller, to);
		}
		timeSteps(state, to);
	}

	private void buyerSteps(ClaimWorld state, Consumer<Move<ClaimWorld>> to) {
		KeyBuyer buyer = state.buyer();
		String request = REQUESTS[buyer.wants().slot()];
		if (buyer.waits()) {
			to.accept(new Move<>(Action.GIVE_UP_WAITING, "the buyer", state.with(buyer.waiting(false))));
		}
		else if (state.wire().sum() < COPIES && (!buyer.hasEnded() || state.row().kept() == ClaimKept.CLAIM)) {
			// A claim whose outcome is not known waits for somebody to come and ask
			to.accept(new Move<>(Action.SEND, request,
					state.with(buyer.hasEnded() ? buyer : buyer.waiting(true)).onTheWire(claimed(state), 1)));
		}
		if (!state.strayed() && !buyer.hasEnded() && state.wire().sum() < COPIES) {
			to.accept(new Move<>(Action.SEND_OTHER, REQUESTS[1], state.withStray().onTheWire(Payload.B, 1)));
		}
	}

	private static Payload claimed(ClaimWorld state) {
		return state.buyer().hasEnded() ? Objects.requireNonNull(state.row().payload()) : state.buyer().wants();
	}

	private void wireSteps(ClaimWorld state, Payload payload, Consumer<Move<ClaimWorld>> to) {
		if (state.wire().get(payload.slot()) == 0) {
			return;
		}
		String request = REQUESTS[payload.slot()];
		to.accept(new Move<>(Action.LOSE_REQUEST, request, state.onTheWire(payload, -1)));
		if (state.wire().sum() < COPIES) {
			to.accept(new Move<>(Action.DUPLICATE_REQUEST, request, state.onTheWire(payload, 1)));
		}
		for (int seller : BOTH) {
			if (state.seller(seller).phase() == ClaimPhase.IDLE) {
				to.accept(new Move<>(Action.RECEIVE, RECEPTIONS[2 * seller + payload.slot()],
						lookUp(state.onTheWire(payload, -1), seller, payload)));
			}
		}
	}

	private ClaimWorld lookUp(ClaimWorld state, int number, Payload payload) {
		SellerAnswer answer = state.row().answerTo(payload);
		ClaimSeller looked = ClaimSeller.looked(payload);
		return state.with(number, (answer != null) ? looked.answering(answer, state.row().payload()) : looked);
	}

	private void lateCalls(ClaimWorld state, Payload payload, Consumer<Move<ClaimWorld>> to) {
		if (state.calls().get(payload.slot()) > 0) {
			ClaimWorld without = state.hanging(payload, -1);
			to.accept(new Move<>(Action.INVOKE_ARRIVES, CALLS[payload.slot()], without.ordered(payload)));
			to.accept(new Move<>(Action.LOSE_REQUEST, CALLS[payload.slot()], without));
		}
	}

	private void sellerSteps(ClaimWorld state, int number, Consumer<Move<ClaimWorld>> to) {
		ClaimSeller seller = state.seller(number);
		switch (seller.phase()) {
			case IDLE -> {
				return;
			}
			case LOOKED -> claimSteps(state, number, seller, to);
			case NOTED -> callSteps(state, number, seller, to);
			case TAKEN_OVER -> reconciliationSteps(state, number, seller, to);
			case CALLED -> commitSteps(state, number, seller, to);
			case ANSWERING -> answerSteps(state, number, seller, to);
		}
		to.accept(new Move<>(Action.CRASH, SELLERS[number], state.with(number, ClaimSeller.IDLE)));
	}

	private void claimSteps(ClaimWorld state, int number, ClaimSeller seller, Consumer<Move<ClaimWorld>> to) {
		Payload payload = payload(seller);
		SellerAnswer answer = state.row().answerTo(payload);
		if (answer != null) {
			// Somebody was quicker since the look-up
			to.accept(new Move<>(Action.NOTE, SELLERS[number],
					state.with(number, seller.answering(answer, state.row().payload()))));
		}
		else if (state.row().kept() == ClaimKept.CLAIM) {
			to.accept(new Move<>(Action.TAKE_OVER, SELLERS[number],
					state.with(number, seller.at(ClaimPhase.TAKEN_OVER)).with(KeptClaim.claim(payload, number))));
		}
		else if (this.mutation == Mutation.CLAIM_AFTER_CALL) {
			callSteps(state, number, seller, to);
		}
		else {
			to.accept(new Move<>(Action.NOTE, SELLERS[number],
					state.with(number, seller.at(ClaimPhase.NOTED)).with(KeptClaim.claim(payload, number))));
		}
	}

	private void callSteps(ClaimWorld state, int number, ClaimSeller seller, Consumer<Move<ClaimWorld>> to) {
		Payload payload = payload(seller);
		String who = SELLERS[number];
		if (state.refusesA() && payload == Payload.A) {
			to.accept(new Move<>(Action.INVOKE_REFUSED, who, released(state, number, seller)));
		}
		else {
			ClaimWorld called = state.with(number, seller.at(ClaimPhase.CALLED));
			to.accept(new Move<>(Action.INVOKE, who, noted(called, number, payload).ordered(payload)));
			to.accept(new Move<>(Action.INVOKE_UNANSWERED, who, unknown(state, number, seller).ordered(payload)));
			if (state.calls().get(payload.slot()) == 0) {
				to.accept(new Move<>(Action.INVOKE_LATE, who, unknown(state, number, seller).hanging(payload, 1)));
			}
		}
		to.accept(new Move<>(Action.INVOKE_LOST, who, unknown(state, number, seller)));
	}

	private ClaimWorld noted(ClaimWorld state, int number, Payload payload) {
		return (state.row().kept() == ClaimKept.NONE) ? state.with(KeptClaim.claim(payload, number)) : state;
	}

	private static ClaimWorld released(ClaimWorld state, int number, ClaimSeller seller) {
		ClaimWorld refused = state.with(number, seller.answering(SellerAnswer.REFUSED));
		return state.row().isClaimOf(number) ? refused.with(KeptClaim.NONE) : refused;
	}

	// The claim stays, and its lease ends at once, so that the next request finds out
	private ClaimWorld unknown(ClaimWorld state, int number, ClaimSeller seller) {
		if (this.mutation == Mutation.RELEASE_ON_UNKNOWN) {
			return released(state, number, seller);
		}
		ClaimWorld answering = state.with(number, seller.answering(SellerAnswer.UNAVAILABLE));
		return state.row().isClaimOf(number) ? answering.with(state.row().withLeaseOver()) : answering;
	}

	private void reconciliationSteps(ClaimWorld state, int number, ClaimSeller seller, Consumer<Move<ClaimWorld>> to) {
		Payload payload = payload(seller);
		to.accept(new Move<>(Action.ASK_IN_VAIN, SELLERS[number], unknown(state, number, seller)));
		if (state.orders().get(payload.slot()) > 0) {
			to.accept(new Move<>(Action.ASK, SELLERS[number], state.with(number, seller.at(ClaimPhase.CALLED))));
		}
		else if (state.calls().get(payload.slot()) == 0) {
			to.accept(new Move<>(Action.ASK, SELLERS[number], noteAgain(state, number, seller)));
		}
	}

	// Proven absent: it is asked for again, if the claim is still this process's
	private static ClaimWorld noteAgain(ClaimWorld state, int number, ClaimSeller seller) {
		boolean mine = state.row().isClaimOf(number) && !state.row().isLeaseOver();
		return state.with(number, mine ? seller.at(ClaimPhase.NOTED) : seller.answering(SellerAnswer.IN_FLIGHT));
	}

	private void commitSteps(ClaimWorld state, int number, ClaimSeller seller, Consumer<Move<ClaimWorld>> to) {
		if (!state.row().isClaimOf(number)) {
			to.accept(new Move<>(Action.COMMIT, SELLERS[number], overtaken(state, number, seller)));
			return;
		}
		Payload payload = payload(seller);
		ClaimWorld done = state.with(KeptClaim.record(payload));
		to.accept(new Move<>(Action.COMMIT, SELLERS[number],
				done.with(number, seller.answering(SellerAnswer.FRESH, payload))));
		to.accept(new Move<>(Action.COMMIT_UNKNOWN_DONE, SELLERS[number],
				done.with(number, seller.answering(SellerAnswer.REPLAY, payload))));
		to.accept(new Move<>(Action.COMMIT_UNKNOWN_UNDONE, SELLERS[number], kept(state, number, seller)));
	}

	private static ClaimWorld kept(ClaimWorld state, int number, ClaimSeller seller) {
		return state.with(number, seller.answering(SellerAnswer.UNAVAILABLE)).with(state.row().withLeaseOver());
	}

	// The fence makes its commit fail. It looks once for the answer of whoever was
	// quicker.
	private static ClaimWorld overtaken(ClaimWorld state, int number, ClaimSeller seller) {
		SellerAnswer answer = state.row().isRecord() ? state.row().answerTo(payload(seller)) : SellerAnswer.IN_FLIGHT;
		return state.with(number, seller.answering(Objects.requireNonNull(answer), state.row().payload()));
	}

	private void answerSteps(ClaimWorld state, int number, ClaimSeller seller, Consumer<Move<ClaimWorld>> to) {
		KeyBuyer buyer = state.buyer();
		ClaimWorld silent = state.with(number, ClaimSeller.IDLE);
		if (buyer.hasEnded() || !buyer.waits() || buyer.wants() != seller.payload()) {
			to.accept(new Move<>(Action.DISMISS, SELLERS[number], silent));
			return;
		}
		to.accept(new Move<>(Action.DELIVER, SELLERS[number],
				silent.with(buyer.hears(Objects.requireNonNull(seller.answer()), null))));
		to.accept(new Move<>(Action.LOSE_ANSWER, SELLERS[number], silent));
	}

	private void timeSteps(ClaimWorld state, Consumer<Move<ClaimWorld>> to) {
		KeptClaim row = state.row();
		if (row.kept() == ClaimKept.CLAIM && !row.isLeaseOver() && mayBeOver(state, row.owner())) {
			to.accept(new Move<>(Action.LEASE_ENDS, SELLERS[row.owner()], state.with(row.withLeaseOver())));
		}
		if (row.kept() == ClaimKept.LIVE) {
			to.accept(new Move<>(Action.WINDOW_ENDS, "all answers", state.with(row.as(ClaimKept.OVER))));
		}
		if (row.kept() == ClaimKept.OVER) {
			to.accept(new Move<>(Action.PURGE, "answers past their window", state.with(row.as(ClaimKept.TOMBSTONE))));
		}
	}

	// Not between note and call: the note asks for as much of the lease as the call takes
	private static boolean mayBeOver(ClaimWorld state, int owner) {
		return state.seller(owner).phase() != ClaimPhase.NOTED;
	}

	private static Payload payload(ClaimSeller seller) {
		return Objects.requireNonNull(seller.payload());
	}

}
