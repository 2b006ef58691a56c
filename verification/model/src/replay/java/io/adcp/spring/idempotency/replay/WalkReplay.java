package io.adcp.spring.idempotency.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.IdempotencyExpiredException;
import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.IdempotentResponse;
import io.adcp.spring.idempotency.contract.Requests;
import io.adcp.spring.idempotency.replay.SteppedSeller.Fate;
import io.adcp.spring.idempotency.replay.SteppedSeller.Place;
import io.adcp.spring.idempotency.replay.SteppedSeller.Reached;
import io.adcp.spring.verification.model.KeySeller;
import io.adcp.spring.verification.model.KeySeller.KeyPhase;
import io.adcp.spring.verification.model.KeyWorld;
import io.adcp.spring.verification.model.Move;
import io.adcp.spring.verification.model.Ordered;
import io.adcp.spring.verification.model.Payload;
import io.adcp.spring.verification.model.SellerAnswer;
import io.adcp.spring.verification.model.Trace;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One way through the model of keys, gone by the real engine: wherever the model says
 * what a seller answers, how far it comes, and what is bought, the engine has to agree.
 */
final class WalkReplay implements AutoCloseable {

	private final String key = IdempotencyKey.generate();

	private final ModelDriver driver;

	private final List<SteppedSeller> sellers = new ArrayList<>();

	WalkReplay(ModelDriver driver) {
		this.driver = driver;
		this.sellers.add(driver.newSeller());
		this.sellers.add(driver.newSeller());
	}

	void go(Trace<KeyWorld> walk) {
		KeyWorld at = walk.start();
		List<Move<KeyWorld>> gone = new ArrayList<>();
		for (Move<KeyWorld> move : walk.moves()) {
			gone.add(move);
			try {
				go(at, move);
			}
			catch (AssertionError | RuntimeException ex) {
				throw new AssertionError(
						"The engine does not go with the model:\n" + new Trace<>(walk.start(), gone).story(), ex);
			}
			at = move.next();
		}
	}

	private void go(KeyWorld from, Move<KeyWorld> move) {
		switch (move.action()) {
			case RECEIVE, CLAIM -> receive(from, move.next(), actor(from, move.next()));
			case HANDLE -> handle(from, move.next());
			case FAIL -> proceed(from, move.next(), Fate.FAIL);
			case COMMIT, STORE -> proceed(from, move.next(), Fate.GO_ON);
			case COMMIT_UNKNOWN_DONE -> proceed(from, move.next(), Fate.DONE_UNTOLD);
			case COMMIT_UNKNOWN_UNDONE -> proceed(from, move.next(), Fate.UNDONE_UNTOLD);
			case CRASH -> crash(actor(from, move.next()));
			case LEASE_ENDS -> this.driver.advance(ModelDriver.LEASE);
			case WINDOW_ENDS -> this.driver.advance(ModelDriver.RETENTION.replayable());
			case PURGE -> this.driver.purge();
			default -> {
				// Of buyers and the wire alone
				return;
			}
		}
		assertRows(move.next());
	}

	private static int actor(KeyWorld from, KeyWorld next) {
		return from.seller(0).equals(next.seller(0)) ? 1 : 0;
	}

	// The engine looks up and asks for the lock in one go. Where the model's look-up
	// finds
	// nothing, the engine begins with the model's second.
	private void receive(KeyWorld from, KeyWorld next, int actor) {
		KeySeller seller = next.seller(actor);
		if (seller.phase() == KeyPhase.LOOKED) {
			return;
		}
		Ordered ordered = Objects.requireNonNull(seller.request());
		Reached reached = this.sellers.get(actor).receive(this.key, ordered, request(ordered));
		if (seller.answer() == SellerAnswer.CONFLICT && from.isLocked(ordered.buyer())
				&& !this.driver.knowsPayloadsInFlight()) {
			assertThat(answer(reached)).isEqualTo(SellerAnswer.IN_FLIGHT);
			return;
		}
		assertReached(reached, seller);
	}

	private void handle(KeyWorld from, KeyWorld next) {
		boolean refuses = next.seller(actor(from, next)).answer() == SellerAnswer.REFUSED;
		proceed(from, next, refuses ? Fate.REFUSE : Fate.GO_ON);
	}

	private void proceed(KeyWorld from, KeyWorld next, Fate fate) {
		int actor = actor(from, next);
		assertReached(this.sellers.get(actor).proceed(fate), next.seller(actor));
	}

	private void crash(int actor) {
		this.sellers.get(actor).close();
		this.sellers.set(actor, this.driver.newSeller());
	}

	private IdempotencyRequest request(Ordered ordered) {
		return new IdempotencyRequest(new IdempotencyScope("agent", "account-" + ordered.buyer(), null), this.key,
				AdcpTask.CREATE_MEDIA_BUY, Requests.payload((ordered.payload() == Payload.A) ? 1 : 2));
	}

	private static void assertReached(Reached reached, KeySeller expected) {
		assertThat(reached.place()).as("%s", reached).isEqualTo(switch (expected.phase()) {
			case RUNNING -> Place.HANDLER;
			case WRITTEN -> Place.COMMIT;
			case COMMITTED -> Place.STORE;
			default -> Place.ANSWER;
		});
		if (expected.phase() == KeyPhase.ANSWERING) {
			assertThat(answer(reached)).isEqualTo(expected.answer());
			if (expected.content() != null) {
				assertThat(reached.outcome()).isEqualTo(new IdempotentResponse(SteppedSeller.body(expected.content()),
						expected.answer() == SellerAnswer.REPLAY));
			}
		}
	}

	private static SellerAnswer answer(Reached reached) {
		Object outcome = reached.outcome();
		if (outcome instanceof IdempotentResponse response) {
			return response.replayed() ? SellerAnswer.REPLAY : SellerAnswer.FRESH;
		}
		return ofFailure((Throwable) outcome);
	}

	private static SellerAnswer ofFailure(@Nullable Throwable failure) {
		if (failure instanceof IdempotencyConflictException) {
			return SellerAnswer.CONFLICT;
		}
		if (failure instanceof IdempotencyExpiredException) {
			return SellerAnswer.EXPIRED;
		}
		if (failure instanceof IdempotencyInFlightException) {
			return SellerAnswer.IN_FLIGHT;
		}
		if (failure instanceof SteppedSeller.RefusedRequest) {
			return SellerAnswer.REFUSED;
		}
		if (failure instanceof SteppedSeller.FailedHandler || failure instanceof TransactionSystemException) {
			return SellerAnswer.UNAVAILABLE;
		}
		throw new AssertionError("The model knows no such answer", failure);
	}

	private void assertRows(KeyWorld world) {
		for (int buyer = 0; buyer < 2; buyer++) {
			for (Payload payload : Payload.values()) {
				Ordered ordered = new Ordered(buyer, payload);
				assertThat(this.driver.rows()
					.queryForObject("SELECT count(*) FROM model_buy WHERE walk = ? AND request = ?", Integer.class,
							this.key, ordered.toString()))
					.as("%s", ordered)
					.isEqualTo(world.executions(ordered));
			}
		}
	}

	@Override
	public void close() {
		this.sellers.forEach(SteppedSeller::close);
	}

}
