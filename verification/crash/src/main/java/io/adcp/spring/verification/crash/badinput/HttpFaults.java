package io.adcp.spring.verification.crash.badinput;

import java.util.List;
import java.util.Map;

/**
 * HTTP that is wrong, or that nobody speaks here.
 */
final class HttpFaults {

	private static final List<String> METHODS = List.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE",
			"PROPFIND", "post", "FOO");

	private static final List<String> CONTENT_TYPES = List.of("text/plain", "application/xml", "*/*", "json", "",
			"application/json; charset=utf-16", "application/json; charset=nonsense", "application/json;charset",
			"multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/octet-stream",
			"application/cbor", "application/yaml", "text/event-stream", "a/b; c=\"");

	private static final List<String> ACCEPTS = List.of("text/html", "application/xml", "image/*", "", "nonsense",
			"application/json;q=0", "text/event-stream", "application/pdf", "*/*", "application/cbor", ";", "a/b/c");

	private static final List<String> TOKENS = List.of("", "Bearer", "Bearer ", "Bearer x", "Basic eDp5", "bearer  y",
			"Bearer " + "t".repeat(6_000), "Bearer sample-token-pinnacle-agency-4f7d", "Digest a=\"b\"",
			"Bearer ' OR '1'='1", "Bearer \u00fc");

	private static final List<String> LINES = List.of("POST /mcp/ HTTP/1.1", "POST /mcp/.. HTTP/1.1",
			"POST /mcp;a=b HTTP/1.1", "POST /%6dcp HTTP/1.1", "POST /mcp?x=%00 HTTP/1.1", "POST /rest HTTP/1.1",
			"POST /rest/%2e%2e/mcp HTTP/1.1", "POST //rest/create_media_buy HTTP/1.1", "POST /actuator/env HTTP/1.1",
			"GET /actuator/heapdump HTTP/1.1", "GET /actuator/health HTTP/1.1",
			"POST /rest/create_media_buy?a[]=<> HTTP/1.1", "POST / HTTP/1.1", "POST http://127.0.0.1/mcp HTTP/1.1",
			"POST * HTTP/1.1", "POST /mcp HTTP/1.0", "POST /mcp HTTP/9.9", "POST /mcp", "POST  /mcp HTTP/1.1",
			"POST /\u00e9 HTTP/1.1", "POST /mcp%0d%0a HTTP/1.1", "POST /rest/create_media_buy.json HTTP/1.1");

	private static final List<Map.Entry<String, String>> HEADERS = List.of(Map.entry("Content-Length", "-1"),
			Map.entry("Content-Length", "x"), Map.entry("Content-Length", "99999999999999999999"),
			Map.entry("Content-Length", "1"), Map.entry("Transfer-Encoding", "gzip, chunked"),
			Map.entry("Transfer-Encoding", "nonsense"), Map.entry("Content-Encoding", "gzip"),
			Map.entry("Origin", "https://evil.example"), Map.entry("Origin", "null"), Map.entry("Host", ""),
			Map.entry("Host", "evil.example"), Map.entry("Host", "a b"), Map.entry("Expect", "100-continue"),
			Map.entry("Expect", "nonsense"), Map.entry("Upgrade", "h2c"), Map.entry("X-Long", "h".repeat(20_000)),
			Map.entry("Bad Name", "1"), Map.entry("X-Forwarded-For", "1.2.3.4"), Map.entry("X-Bad", "a\u0000b"),
			Map.entry("Mcp-Session-Id", "nonsense"), Map.entry("MCP-Protocol-Version", "1900-01-01"),
			Map.entry("Last-Event-ID", "7"), Map.entry("Cookie", "JSESSIONID=1"), Map.entry("Range", "bytes=0-1"),
			Map.entry("Connection", "close"), Map.entry("Idempotency-Key", "kf"));

	private HttpFaults() {
	}

	static void otherMethod(Draft draft) {
		draft.line(draft.line().replaceFirst("POST", Tricks.one(METHODS, draft.random())));
		draft.mayCut();
	}

	static void contentType(Draft draft) {
		String type = Tricks.one(CONTENT_TYPES, draft.random());
		if (type.isEmpty()) {
			draft.headers().remove("Content-Type");
		}
		else {
			draft.headers().put("Content-Type", type);
		}
	}

	static void accept(Draft draft) {
		String accept = Tricks.one(ACCEPTS, draft.random());
		if (accept.isEmpty()) {
			draft.headers().remove("Accept");
		}
		else {
			draft.headers().put("Accept", accept);
		}
	}

	static void token(Draft draft) {
		String token = Tricks.one(TOKENS, draft.random());
		if (token.isEmpty()) {
			draft.headers().remove("Authorization");
		}
		else {
			draft.headers().put("Authorization", token);
		}
		draft.beneathAdcp();
	}

	static void line(Draft draft) {
		draft.line(Tricks.one(LINES, draft.random()));
		draft.mayCut();
	}

	static void header(Draft draft) {
		Map.Entry<String, String> header = Tricks.one(HEADERS, draft.random());
		draft.headers().put(header.getKey(), header.getValue());
		draft.beneathAdcp();
		draft.mayCut();
	}

	/** No fault at all: the seller has to read it. */
	static void chunked(Draft draft) {
		draft.chunked();
	}

	static void brokenChunks(Draft draft) {
		draft.headers().put("Transfer-Encoding", "chunked");
		draft.headers().put("Content-Length", "5");
		draft.beneathAdcp();
		draft.mayCut();
	}

}
