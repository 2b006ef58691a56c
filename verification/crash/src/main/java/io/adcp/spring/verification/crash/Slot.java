package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * What one process does over and over, from its first life to its last.
 */
@FunctionalInterface
interface Slot {

	void live() throws IOException, InterruptedException;

	/**
	 * Begin.
	 * @param threads where to wait
	 * @return completes after the last life, or when something has failed
	 */
	default CompletableFuture<Void> begin(Executor threads) {
		return CompletableFuture.runAsync(() -> {
			try {
				live();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new CompletionException(ex);
			}
		}, threads);
	}

	/**
	 * Wait. Whoever fails ends the run at once.
	 * @param awaited what to wait for
	 * @param all all slots
	 * @param end until when
	 */
	static void await(List<CompletableFuture<Void>> awaited, List<CompletableFuture<Void>> all, Instant end)
			throws Exception {
		CompletableFuture<Void> failure = new CompletableFuture<>();
		all.forEach((one) -> one.exceptionally((ex) -> {
			failure.completeExceptionally(ex);
			return null;
		}));
		CompletableFuture<Void> success = CompletableFuture.allOf(awaited.toArray(CompletableFuture[]::new));
		CompletableFuture.anyOf(success, failure)
			.get(Duration.between(Instant.now(), end).toMillis(), TimeUnit.MILLISECONDS);
	}

}
