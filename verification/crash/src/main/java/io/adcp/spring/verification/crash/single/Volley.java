package io.adcp.spring.verification.crash.single;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Numbered shots over several kept-alive connections at once. Between two volleys nothing
 * is on its way, so that the seller can be looked at.
 */
public final class Volley implements AutoCloseable {

	private final List<RawConnection> wires = new ArrayList<>();

	private final ExecutorService threads;

	/**
	 * Create it.
	 * @param port the seller's port
	 * @param threads how many shots to have on their way at once
	 */
	public Volley(int port, int threads) {
		this.threads = Executors.newFixedThreadPool(threads);
		for (int i = 0; i < threads; i++) {
			this.wires.add(new RawConnection(port));
		}
	}

	/**
	 * Fire, and wait for the last answer.
	 * @param from the first number
	 * @param to the number after the last one
	 * @param shot what to do for each number
	 */
	public void fire(int from, int to, Shot shot) throws InterruptedException, ExecutionException {
		AtomicInteger next = new AtomicInteger(from);
		List<Future<?>> all = new ArrayList<>();
		for (RawConnection wire : this.wires) {
			all.add(this.threads.submit(() -> {
				for (int number = next.getAndIncrement(); number < to; number = next.getAndIncrement()) {
					shot.fire(number, wire);
				}
				return null;
			}));
		}
		for (Future<?> one : all) {
			one.get();
		}
	}

	/**
	 * Close all connections. The next volley opens them again.
	 */
	public void disconnect() {
		this.wires.forEach(RawConnection::close);
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
		disconnect();
	}

	/**
	 * What to do for a number.
	 */
	@FunctionalInterface
	public interface Shot {

		/**
		 * Send one request and look at its answer.
		 * @param number the number
		 * @param wire the thread's connection
		 */
		void fire(int number, RawConnection wire) throws Exception;

	}

}
