package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

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

}
