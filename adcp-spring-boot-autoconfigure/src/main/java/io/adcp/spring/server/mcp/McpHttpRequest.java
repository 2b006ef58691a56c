package io.adcp.spring.server.mcp;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import org.springframework.http.HttpHeaders;

/**
 * A request whose body has been read, and which accepts what the MCP SDK insists on.
 */
final class McpHttpRequest extends HttpServletRequestWrapper {

	private static final String ACCEPT = "application/json, text/event-stream";

	private final McpMessage message;

	McpHttpRequest(HttpServletRequest request, McpMessage message) {
		super(request);
		this.message = message;
	}

	McpMessage message() {
		return this.message;
	}

	@Override
	public String getHeader(String name) {
		return HttpHeaders.ACCEPT.equalsIgnoreCase(name) ? ACCEPT : super.getHeader(name);
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		return HttpHeaders.ACCEPT.equalsIgnoreCase(name) ? Collections.enumeration(Collections.singleton(ACCEPT))
				: super.getHeaders(name);
	}

	@Override
	public ServletInputStream getInputStream() {
		return new Body(this.message.bytes());
	}

	@Override
	public BufferedReader getReader() {
		return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
	}

	private static final class Body extends ServletInputStream {

		private final ByteArrayInputStream bytes;

		Body(byte[] bytes) {
			this.bytes = new ByteArrayInputStream(bytes);
		}

		@Override
		public int read() {
			return this.bytes.read();
		}

		@Override
		public int read(byte[] target, int offset, int length) {
			return this.bytes.read(target, offset, length);
		}

		@Override
		public boolean isFinished() {
			return this.bytes.available() == 0;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			throw new UnsupportedOperationException("The body has been read");
		}

	}

}
