package io.adcp.spring.verification.crash.single;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One kept-alive HTTP/1.1 connection, byte by byte: an HTTP client would refuse to send
 * what this has to send. For one thread.
 */
public final class RawConnection implements AutoCloseable {

	private static final int CONNECT_MILLIS = 10_000;

	/** Longer than any answer may take. */
	private static final int ANSWER_MILLIS = 30_000;

	private final int port;

	private @Nullable Socket socket;

	private InputStream input = InputStream.nullInputStream();

	/**
	 * Create a connection, which is opened when it is needed.
	 * @param port the port on the loopback interface
	 */
	public RawConnection(int port) {
		this.port = port;
	}

	/**
	 * Send a request and wait for its answer.
	 * @param request all bytes of the request
	 * @param last whether the connection is of no use any more
	 * @return the answer
	 */
	public Reply send(byte[] request, boolean last) {
		boolean kept = this.socket != null;
		Reply reply = attempt(request);
		if (reply.cut() && kept) {
			// The server may have closed a kept connection a moment before. It would not
			// have after it had begun to answer, so this is no repetition.
			reply = attempt(request);
		}
		if (last) {
			close();
		}
		return reply;
	}

	private Reply attempt(byte[] request) {
		try {
			write(request);
			return read(request[0] == 'H');
		}
		catch (SocketTimeoutException ex) {
			close();
			return Reply.SILENCE;
		}
		catch (IOException ex) {
			close();
			return Reply.CUT;
		}
	}

	private void write(byte[] request) throws IOException {
		if (this.socket == null) {
			this.socket = new Socket();
			this.socket.setTcpNoDelay(true);
			this.socket.setSoTimeout(ANSWER_MILLIS);
			this.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), CONNECT_MILLIS);
			this.input = new BufferedInputStream(this.socket.getInputStream());
		}
		try {
			this.socket.getOutputStream().write(request);
		}
		catch (IOException ex) {
			// A server that has read enough answers and closes: the answer is there to be
			// read
			if (this.input.available() == 0) {
				throw ex;
			}
		}
	}

	private Reply read(boolean head) throws IOException {
		int status;
		List<String> headers;
		do {
			status = Integer.parseInt(line().split(" ", 3)[1]);
			headers = headers();
		}
		while (status >= 100 && status < 200);
		byte[] body = (head || status == 204 || status == 304) ? new byte[0] : body(headers);
		if ("close".equalsIgnoreCase(value(headers, "connection"))) {
			close();
		}
		return new Reply(status, headers, body);
	}

	private List<String> headers() throws IOException {
		List<String> headers = new ArrayList<>();
		for (String line = line(); !line.isEmpty(); line = line()) {
			headers.add(line);
		}
		return headers;
	}

	private byte[] body(List<String> headers) throws IOException {
		String length = value(headers, "content-length");
		if (length != null) {
			return exactly(Integer.parseInt(length));
		}
		return "chunked".equalsIgnoreCase(value(headers, "transfer-encoding")) ? chunks() : this.input.readAllBytes();
	}

	private byte[] chunks() throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int size = size(); size > 0; size = size()) {
			body.write(exactly(size));
			line();
		}
		headers();
		return body.toByteArray();
	}

	private int size() throws IOException {
		return Integer.parseInt(line().trim(), 16);
	}

	private byte[] exactly(int length) throws IOException {
		byte[] bytes = this.input.readNBytes(length);
		if (bytes.length < length) {
			throw new EOFException();
		}
		return bytes;
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int one = this.input.read(); one != '\n'; one = this.input.read()) {
			if (one < 0) {
				throw new EOFException();
			}
			if (one != '\r') {
				line.write(one);
			}
		}
		return line.toString(StandardCharsets.ISO_8859_1);
	}

	private static @Nullable String value(List<String> headers, String name) {
		return headers.stream()
			.filter((header) -> header.toLowerCase(Locale.ROOT).startsWith(name + ":"))
			.map((header) -> header.substring(name.length() + 1).trim())
			.findFirst()
			.orElse(null);
	}

	@Override
	public void close() {
		try {
			if (this.socket != null) {
				this.socket.close();
			}
		}
		catch (IOException ex) {
			// It is gone, which is what was wanted
		}
		this.socket = null;
	}

}
