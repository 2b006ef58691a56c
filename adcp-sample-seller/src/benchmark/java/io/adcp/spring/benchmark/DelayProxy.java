package io.adcp.spring.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A network between client and server: each piece of data stays on the way for a while,
 * in both directions. It counts the flights, so that round trips need not be guessed.
 */
final class DelayProxy implements AutoCloseable {

	// The operating system wakes sleepers late: the rest of the time is spent looking at
	// the clock. Longer looks would take from the measured the processor.
	private static final long LATE_NANOS = 80_000;

	private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

	private final AtomicLong flights = new AtomicLong();

	private final ServerSocket listener;

	private final int target;

	private final long delayNanos;

	/**
	 * Start.
	 * @param target the server's port on this machine
	 * @param roundTrip how much longer a round trip shall take, half of it each way
	 * @throws IOException if there is no free port
	 */
	DelayProxy(int target, Duration roundTrip) throws IOException {
		this.target = target;
		this.delayNanos = roundTrip.toNanos() / 2;
		this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
		daemon(this::accept);
	}

	int port() {
		return this.listener.getLocalPort();
	}

	/**
	 * Return how often a client has sent something since the start.
	 * @return the number of pieces from clients to the server
	 */
	long flights() {
		return this.flights.get();
	}

	private void accept() {
		try {
			while (true) {
				Socket client = this.listener.accept();
				Socket server = new Socket(InetAddress.getLoopbackAddress(), this.target);
				this.sockets.add(client);
				this.sockets.add(server);
				client.setTcpNoDelay(true);
				server.setTcpNoDelay(true);
				daemon(() -> forward(client, server, this.flights));
				daemon(() -> forward(server, client, new AtomicLong()));
			}
		}
		catch (IOException ex) {
			// Closed
		}
	}

	private void forward(Socket from, Socket to, AtomicLong counter) {
		byte[] piece = new byte[64 * 1024];
		try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
			int length;
			while ((length = in.read(piece)) >= 0) {
				long due = System.nanoTime() + this.delayNanos;
				counter.incrementAndGet();
				awaitNanoTime(due);
				out.write(piece, 0, length);
			}
		}
		catch (IOException ex) {
			// One side has closed, now both are
		}
	}

	private static void awaitNanoTime(long due) {
		long left;
		while ((left = due - System.nanoTime()) > 0) {
			if (left > LATE_NANOS) {
				LockSupport.parkNanos(left - LATE_NANOS);
			}
			else {
				Thread.onSpinWait();
			}
		}
	}

	private static void daemon(Runnable work) {
		Thread thread = new Thread(work, "delay proxy");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() {
		try {
			this.listener.close();
			for (Socket socket : this.sockets) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
