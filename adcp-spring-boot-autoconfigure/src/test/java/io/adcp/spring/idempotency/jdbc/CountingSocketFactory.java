package io.adcp.spring.idempotency.jdbc;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.SocketFactory;

/**
 * For the PostgreSQL driver: counts how often it sends something to the server.
 */
public class CountingSocketFactory extends SocketFactory {

	private static final AtomicInteger sent = new AtomicInteger();

	/**
	 * Return how often something was sent since the last time this was asked.
	 * @return the number of messages
	 */
	public static int takeSent() {
		return sent.getAndSet(0);
	}

	@Override
	public Socket createSocket() {
		return new Socket() {

			@Override
			public OutputStream getOutputStream() throws IOException {
				return new CountingOutputStream(super.getOutputStream());
			}

		};
	}

	@Override
	public Socket createSocket(String host, int port) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Socket createSocket(InetAddress host, int port) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
		throw new UnsupportedOperationException();
	}

	private static final class CountingOutputStream extends FilterOutputStream {

		CountingOutputStream(OutputStream out) {
			super(out);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			sent.incrementAndGet();
			this.out.write(bytes, offset, length);
		}

	}

}
