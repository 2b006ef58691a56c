package io.adcp.spring.server.web;

import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.adcp.spring.server.StoredResponse;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedCaseInsensitiveMap;

/**
 * A response that goes nowhere: it keeps what is written, and leaves the one that it
 * stands for untouched, so that all of it can be thrown away if the commit fails.
 */
final class BufferedResponse extends HttpServletResponseWrapper {

	private final Map<String, List<String>> headers = new LinkedCaseInsensitiveMap<>(8, Locale.ROOT);

	private final Body body = new Body();

	private int status = SC_OK;

	private @Nullable String encoding;

	private @Nullable PrintWriter writer;

	BufferedResponse(HttpServletResponse response) {
		super(response);
	}

	/**
	 * Return what was written.
	 * @return the response
	 */
	StoredResponse content() {
		if (this.writer != null) {
			this.writer.flush();
		}
		return StoredResponse.of(this.status, this.headers, this.body.bytes.toByteArray())
			.without(HttpHeaders.CONTENT_LENGTH);
	}

	@Override
	public void setStatus(int status) {
		this.status = status;
	}

	@Override
	public int getStatus() {
		return this.status;
	}

	@Override
	public void sendError(int status) {
		this.status = status;
	}

	@Override
	public void sendError(int status, String message) {
		this.status = status;
	}

	@Override
	public void sendRedirect(String location) {
		this.status = SC_FOUND;
		setHeader(HttpHeaders.LOCATION, location);
	}

	@Override
	public void setHeader(String name, @Nullable String value) {
		this.headers.remove(name);
		addHeader(name, value);
	}

	@Override
	public void addHeader(String name, @Nullable String value) {
		if (value != null) {
			this.headers.computeIfAbsent(name, (added) -> new ArrayList<>()).add(value);
		}
	}

	@Override
	public void setIntHeader(String name, int value) {
		setHeader(name, Integer.toString(value));
	}

	@Override
	public void addIntHeader(String name, int value) {
		addHeader(name, Integer.toString(value));
	}

	@Override
	public void setDateHeader(String name, long date) {
		HttpHeaders formatted = new HttpHeaders();
		formatted.setDate(name, date);
		setHeader(name, formatted.getFirst(name));
	}

	@Override
	public void addDateHeader(String name, long date) {
		HttpHeaders formatted = new HttpHeaders();
		formatted.setDate(name, date);
		addHeader(name, formatted.getFirst(name));
	}

	@Override
	public boolean containsHeader(String name) {
		return this.headers.containsKey(name);
	}

	@Override
	public @Nullable String getHeader(String name) {
		List<String> values = this.headers.get(name);
		return (values != null) ? values.get(0) : null;
	}

	@Override
	public Collection<String> getHeaders(String name) {
		return List.copyOf(this.headers.getOrDefault(name, List.of()));
	}

	@Override
	public Collection<String> getHeaderNames() {
		return List.copyOf(this.headers.keySet());
	}

	@Override
	public void setContentType(@Nullable String type) {
		setHeader(HttpHeaders.CONTENT_TYPE, type);
	}

	@Override
	public @Nullable String getContentType() {
		return getHeader(HttpHeaders.CONTENT_TYPE);
	}

	@Override
	public void setCharacterEncoding(@Nullable String encoding) {
		this.encoding = encoding;
	}

	@Override
	public String getCharacterEncoding() {
		return charset().name();
	}

	private Charset charset() {
		if (this.encoding != null) {
			return Charset.forName(this.encoding);
		}
		String type = getContentType();
		Charset charset = (type != null) ? MediaType.parseMediaType(type).getCharset() : null;
		return (charset != null) ? charset : StandardCharsets.UTF_8;
	}

	@Override
	public void setContentLength(int length) {
		// It is told when the answer is sent
	}

	@Override
	public void setContentLengthLong(long length) {
		// It is told when the answer is sent
	}

	@Override
	public ServletOutputStream getOutputStream() {
		return this.body;
	}

	@Override
	public PrintWriter getWriter() {
		if (this.writer == null) {
			this.writer = new PrintWriter(new OutputStreamWriter(this.body, charset()));
		}
		return this.writer;
	}

	@Override
	public void flushBuffer() {
		// It stays here
	}

	@Override
	public boolean isCommitted() {
		return false;
	}

	@Override
	public void resetBuffer() {
		this.body.bytes.reset();
	}

	@Override
	public void reset() {
		resetBuffer();
		this.headers.clear();
		this.status = SC_OK;
	}

	private static final class Body extends ServletOutputStream {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		@Override
		public void write(int value) {
			this.bytes.write(value);
		}

		@Override
		public void write(byte[] source, int offset, int length) {
			this.bytes.write(source, offset, length);
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			throw new IllegalStateException("This response is not asynchronous");
		}

	}

}
