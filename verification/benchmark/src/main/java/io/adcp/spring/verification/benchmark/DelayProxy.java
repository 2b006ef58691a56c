package io.adcp.spring.verification.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A network between client and server: each piece of data stays on the way for a while,
 * in both directions. It counts round trips, so that they need not be guessed.
 */
final class DelayProxy implements AutoCloseable {

	private static final byte[] END = {};

	private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

	private final AtomicLong roundTrips = new AtomicLong();

	private final ServerSocket listener;

	private final int target;

	private final DelayLine wire;

	/**
	 * Start.
	 * @param target the server's port on this machine
	 * @param roundTrip how much longer a round trip shall take at least
	 * @throws IOException if there is no free port
	 */
	DelayProxy(int target, Duration roundTrip) throws IOException {
		this.target = target;
		this.wire = new DelayLine(roundTrip.dividedBy(2));
		this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
		daemon(this::accept);
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
		try (InputStream in = from.getInputStream()) {
			int length;
			while ((length = in.read(piece)) >= 0) {
				counter.run();
				this.wire.send(to, Arrays.copyOf(piece, length));
			}
		}
		catch (IOException ex) {
			// One side has closed, now both are
		}
		this.wire.send(to, END);
	}

	private static void daemon(Runnable work) {
		Thread thread = new Thread(work, "delay proxy");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() {
		this.wire.close();
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
