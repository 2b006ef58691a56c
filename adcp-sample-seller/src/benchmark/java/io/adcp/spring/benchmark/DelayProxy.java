package io.adcp.spring.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A network between client and server: each piece of data stays on the way for a while,
 * in both directions. It counts round trips, so that they need not be guessed.
 */
final class DelayProxy implements AutoCloseable {

	private static final int PROBES = 400;

	private static final int CORRECTIONS = 3;

	private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

	private final AtomicLong roundTrips = new AtomicLong();

	private final ServerSocket listener;

	private final int target;

	private volatile long delayNanos;

	/**
	 * Start.
	 * @param target the server's port on this machine
	 * @param delay how long each piece stays on the way
	 * @throws IOException if there is no free port
	 */
	DelayProxy(int target, Duration delay) throws IOException {
		this.target = target;
		this.delayNanos = delay.toNanos();
		this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
		daemon(this::accept);
	}

	/**
	 * Start with a delay. What the proxy itself takes, and how late the operating system
	 * wakes sleepers, is measured and taken off.
	 * @param postgres the server
	 * @param roundTrip how much longer a round trip shall take
	 * @return the proxy
	 * @throws IOException if there is no free port
	 * @throws SQLException if the server cannot be reached through it
	 */
	static DelayProxy calibrated(DurablePostgres postgres, Duration roundTrip) throws IOException, SQLException {
		DelayProxy proxy = new DelayProxy(postgres.port(), roundTrip.dividedBy(2));
		try (Connection near = postgres.connect("postgres");
				Connection far = DriverManager.getConnection(postgres.url("postgres", proxy.port()))) {
			for (int i = 0; i < CORRECTIONS; i++) {
				double added = medianNanos(far) - medianNanos(near);
				proxy.delayNanos = Math.max(0, proxy.delayNanos + (long) (roundTrip.toNanos() - added) / 2);
			}
		}
		return proxy;
	}

	private static double medianNanos(Connection connection) throws SQLException {
		List<Double> nanos = new ArrayList<>();
		for (int i = 0; i < PROBES; i++) {
			long start = System.nanoTime();
			NetworkTable.selectOne(connection);
			nanos.add((double) (System.nanoTime() - start));
		}
		return Statistics.median(nanos);
	}

	int port() {
		return this.listener.getLocalPort();
	}

	/**
	 * Return how often a client has sent something after an answer, since the start.
	 * @return the number of round trips
	 */
	long roundTrips() {
		return this.roundTrips.get();
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
				AtomicBoolean asked = new AtomicBoolean();
				daemon(() -> forward(client, server, () -> ask(asked)));
				daemon(() -> forward(server, client, () -> asked.set(false)));
			}
		}
		catch (IOException ex) {
			// Closed
		}
	}

	private void ask(AtomicBoolean asked) {
		if (asked.compareAndSet(false, true)) {
			this.roundTrips.incrementAndGet();
		}
	}

	private void forward(Socket from, Socket to, Runnable counter) {
		byte[] piece = new byte[64 * 1024];
		try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
			int length;
			while ((length = in.read(piece)) >= 0) {
				long due = System.nanoTime() + this.delayNanos;
				counter.run();
				awaitNanoTime(due);
				// What was written in the same breath travels together, not one after
				// the other
				while (in.available() > 0 && length < piece.length) {
					length += in.read(piece, length, piece.length - length);
				}
				out.write(piece, 0, length);
			}
		}
		catch (IOException ex) {
			// One side has closed, now both are
		}
	}

	// Asleep, not watching the clock: the processors belong to what is measured
	private static void awaitNanoTime(long due) {
		long left;
		while ((left = due - System.nanoTime()) > 0) {
			LockSupport.parkNanos(left);
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
