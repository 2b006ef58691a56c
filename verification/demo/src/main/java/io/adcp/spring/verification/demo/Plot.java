package io.adcp.spring.verification.demo;

import java.util.concurrent.CompletableFuture;

import io.adcp.spring.verification.demo.Chronicle.Kind;

/**
 * What goes wrong in the demonstration, by count and not by the clock: every third answer
 * is lost, and with two of those the seller or the desk dies.
 */
final class Plot implements WireEvents {

	private static final int LOST = 3;

	private static final int SELLER_DIES = 3 * LOST;

	private static final int DESK_DIES = 7 * LOST;

	private final CompletableFuture<Void> sellerDied = new CompletableFuture<>();

	private final Narrator narrator;

	private final Chronicle chronicle;

	private volatile boolean desksDeathCame;

	private volatile Death seller = () -> {
	};

	private volatile Death desk = () -> {
	};

	Plot(Narrator narrator, Chronicle chronicle) {
		this.narrator = narrator;
		this.chronicle = chronicle;
	}

	/**
	 * Set how the seller is killed when its time has come.
	 * @param death kills it
	 */
	void seller(Death death) {
		this.seller = death;
	}

	/**
	 * Set how the desk is killed when its time has come.
	 * @param death kills it
	 */
	void desk(Death death) {
		this.desk = death;
	}

	/**
	 * Return what completes with the seller's death.
	 * @return a future, failed where it would not die
	 */
	CompletableFuture<Void> sellerDied() {
		return this.sellerDied;
	}

	/**
	 * Return whether the plot came to the point where the desk is killed.
	 * @return {@code true} from just before it is killed
	 */
	boolean desksDeathCame() {
		return this.desksDeathCame;
	}

	@Override
	public void sent(Buy buy) {
		this.chronicle.add(buy.campaign(), Kind.SENT);
	}

	@Override
	public boolean passesOn(Answer answer) {
		boolean lost = answer.number() % LOST == 0;
		this.chronicle.add(answer.buy().campaign(), lost ? Kind.LOST : kind(answer));
		this.narrator.tell("wire", "answer %d, %s, key %s: %s".formatted(answer.number(), answer.buy().campaign(),
				answer.buy().key(), describe(answer, lost)));
		if (answer.number() == SELLER_DIES) {
			this.narrator.tell("wire", "... and at this moment the seller is killed (kill -9)");
			this.chronicle.add("", Kind.SELLER_KILLED);
			strike(this.seller, this.sellerDied);
		}
		if (answer.number() == DESK_DIES) {
			this.narrator.tell("wire", "... and at this moment the desk is killed (kill -9)");
			this.chronicle.add("", Kind.DESK_KILLED);
			this.desksDeathCame = true;
			strike(this.desk, new CompletableFuture<>());
		}
		return !lost;
	}

	private static Kind kind(Answer answer) {
		if (answer.error()) {
			return Kind.REFUSED;
		}
		if (answer.submitted()) {
			return Kind.SUBMITTED;
		}
		return answer.replayed() ? Kind.REPLAYED : Kind.BOOKED;
	}

	private static String describe(Answer answer, boolean lost) {
		String what = answer.submitted() ? "submitted, the seller orders it at its ad server" : "a new buy";
		if (answer.replayed()) {
			what = "a replay, the seller knows the key and buys nothing again";
		}
		if (answer.error()) {
			what = "an error";
		}
		return lost ? "%s, but the answer is LOST: the desk cannot know".formatted(what) : what;
	}

	@Override
	public void unanswered(Buy buy) {
		this.chronicle.add(buy.campaign(), Kind.UNANSWERED);
		this.narrator.tell("wire",
				"%s, key %s: no seller there, connection dropped".formatted(buy.campaign(), buy.key()));
	}

	private static void strike(Death death, CompletableFuture<Void> died) {
		try {
			death.strike();
			died.complete(null);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			died.completeExceptionally(ex);
		}
		catch (RuntimeException ex) {
			died.completeExceptionally(ex);
		}
	}

	/**
	 * Kills a process and returns when it is gone.
	 */
	interface Death {

		void strike() throws InterruptedException;

	}

}
