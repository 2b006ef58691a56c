package io.adcp.spring.client.mcp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * Reads server-sent events. Spring's own reader logs every line, and a seller may have
 * sent the key back. It also stumbles over a byte order mark and over a carriage return
 * alone.
 */
final class McpEvents {

	private static final String BYTE_ORDER_MARK = "\uFEFF";

	private static final String DATA = "data:";

	private final ByteArrayOutputStream line = new ByteArrayOutputStream();

	private @Nullable StringJoiner data;

	private boolean started;

	private boolean afterCarriageReturn;

	private McpEvents() {
	}

	/** Return the data of each event that has some. */
	static Flux<String> read(ClientResponse response) {
		return Flux.defer(() -> {
			McpEvents events = new McpEvents();
			Flux<List<String>> complete = response.bodyToFlux(DataBuffer.class).map(events::take);
			return complete.concatWith(Flux.defer(() -> Flux.just(events.end())))
				.concatMapIterable(Function.identity());
		});
	}

	private List<String> take(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		List<String> events = new ArrayList<>();
		int from = 0;
		for (int i = 0; i < bytes.length; i++) {
			if (bytes[i] == '\n' || bytes[i] == '\r') {
				this.line.write(bytes, from, i - from);
				from = i + 1;
				if (bytes[i] == '\r' || !this.afterCarriageReturn) {
					endLine(events);
				}
			}
			this.afterCarriageReturn = (bytes[i] == '\r');
		}
		this.line.write(bytes, from, bytes.length - from);
		return events;
	}

	/** An event whose last line break is missing is still one. */
	private List<String> end() {
		List<String> events = new ArrayList<>();
		endLine(events);
		endLine(events);
		return events;
	}

	private void endLine(List<String> events) {
		String text = this.line.toString(StandardCharsets.UTF_8);
		this.line.reset();
		if (!this.started && text.startsWith(BYTE_ORDER_MARK)) {
			text = text.substring(1);
		}
		this.started = true;
		if (text.startsWith(DATA)) {
			this.data = (this.data != null) ? this.data : new StringJoiner("\n");
			this.data.add(text.startsWith(" ", DATA.length()) ? text.substring(DATA.length() + 1)
					: text.substring(DATA.length()));
		}
		else if (text.isEmpty() && this.data != null) {
			events.add(this.data.toString());
			this.data = null;
		}
	}

}
