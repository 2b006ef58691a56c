package io.adcp.spring.verification.benchmark;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What is under way, for the same time each. One thread watches the clock for all of it:
 * the operating system may wake a sleeper milliseconds late, above all where nothing else
 * goes on. While it waits it lets everybody else go first.
 */
final class DelayLine implements AutoCloseable {

	private final BlockingQueue<Piece> underWay = new LinkedBlockingQueue<>();

	private final long nanos;

	private final Thread thread = new Thread(this::carry, "delay proxy wire");

	DelayLine(Duration time) {
		this.nanos = time.toNanos();
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/**
	 * Send something.
	 * @param to the receiver
	 * @param data the data; none for the end of it
	 */
	void send(Socket to, byte[] data) {
		this.underWay.add(new Piece(System.nanoTime() + this.nanos, to, data));
	}

	private void carry() {
		try {
			while (true) {
				Piece piece = this.underWay.take();
				while (System.nanoTime() - piece.due < 0) {
					Thread.onSpinWait();
				}
				piece.arrive();
			}
		}
		catch (InterruptedException ex) {
			// Closed
		}
	}

	@Override
	public void close() {
		this.thread.interrupt();
	}

	// The bytes are never compared.
	@SuppressWarnings("ArrayRecordComponent")
	private record Piece(long due, Socket to, byte[] data) {

		void arrive() {
			try {
				if (this.data.length > 0) {
					this.to.getOutputStream().write(this.data);
				}
				else {
					this.to.close();
				}
			}
			catch (IOException ex) {
				// One side has closed, now both are
			}
		}

	}

}
