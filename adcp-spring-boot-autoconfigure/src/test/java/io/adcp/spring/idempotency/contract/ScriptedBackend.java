package io.adcp.spring.idempotency.contract;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.Retention;

/**
 * A backend that does what a test tells it to do, and says what it was asked. Unless it
 * is told otherwise, it grants every claim, keeps no response and has nothing to purge.
 */
public final class ScriptedBackend implements IdempotencyBackend {

	private final List<Claim> claims = new CopyOnWriteArrayList<>();

	private final Semaphore refusals = new Semaphore(0);

	private Function<Claim, Optional<IdempotencyRecord>> onClaim = (claim) -> Optional.empty();

	private Completion onComplete = (claim, response, retention) -> {
	};

	private Consumer<Claim> onRelease = (claim) -> {
	};

	private ToIntBiFunction<Retention, Integer> onPurge = (retention, limit) -> 0;

	private ScriptedBackend() {
	}

	/**
	 * Grant every claim.
	 * @return the backend
	 */
	public static ScriptedBackend free() {
		return new ScriptedBackend();
	}

	/**
	 * Refuse every claim.
	 * @param holder who holds all keys
	 * @return the backend
	 */
	public static ScriptedBackend heldBy(IdempotencyRecord holder) {
		return free().onClaim((claim) -> Optional.of(holder));
	}

	/**
	 * Pass everything on.
	 * @param backend who answers
	 * @return the backend
	 */
	public static ScriptedBackend inFrontOf(IdempotencyBackend backend) {
		return free().onClaim(backend::claim)
			.onComplete(backend::complete)
			.onRelease(backend::release)
			.onPurge(backend::purge);
	}

	/**
	 * Say what happens when a key is asked for.
	 * @param action what
	 * @return this backend
	 */
	public ScriptedBackend onClaim(Function<Claim, Optional<IdempotencyRecord>> action) {
		this.onClaim = action;
		return this;
	}

	/**
	 * Say what happens when a response is stored.
	 * @param action what
	 * @return this backend
	 */
	public ScriptedBackend onComplete(Completion action) {
		this.onComplete = action;
		return this;
	}

	/**
	 * Say what happens when a key is given back.
	 * @param action what
	 * @return this backend
	 */
	public ScriptedBackend onRelease(Consumer<Claim> action) {
		this.onRelease = action;
		return this;
	}

	/**
	 * Say what happens when a batch is purged.
	 * @param action what
	 * @return this backend
	 */
	public ScriptedBackend onPurge(ToIntBiFunction<Retention, Integer> action) {
		this.onPurge = action;
		return this;
	}

	/**
	 * Return the claims that were made, in their order.
	 * @return the claims
	 */
	public List<Claim> claims() {
		return this.claims;
	}

	/**
	 * Wait until claims have been refused, so that the test knows that others wait.
	 * @param count how many
	 * @throws InterruptedException if the test is interrupted
	 */
	public void awaitRefusals(int count) throws InterruptedException {
		this.refusals.acquire(count);
	}

	@Override
	public Optional<IdempotencyRecord> claim(Claim claim) {
		this.claims.add(claim);
		Optional<IdempotencyRecord> holder = this.onClaim.apply(claim);
		if (holder.isPresent()) {
			this.refusals.release();
		}
		return holder;
	}

	@Override
	public void complete(Claim claim, String response, Retention retention) {
		this.onComplete.complete(claim, response, retention);
	}

	@Override
	public void release(Claim claim) {
		this.onRelease.accept(claim);
	}

	@Override
	public int purge(Retention retention, int limit) {
		return this.onPurge.applyAsInt(retention, limit);
	}

	@Override
	public String name() {
		return "scripted";
	}

	/**
	 * What happens when a response is stored.
	 */
	public interface Completion {

		/**
		 * Store a response, or don't.
		 * @param claim a claim that was granted
		 * @param response the response
		 * @param retention how long to remember it
		 */
		void complete(Claim claim, String response, Retention retention);

	}

}
