package io.adcp.spring.server.web;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.testing.HttpCalls;
import io.adcp.spring.wire.A2aVersion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A key means one call, whichever of the three transports it comes over first.
 */
@SpringBootTest(classes = RestSeller.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:three-transports;DB_CLOSE_DELAY=-1",
				"adcp.server.a2a.enabled=true", "spring.application.name=three-transports" })
class OneKeyOverThreeTransportsTests {

	/** What the handler returned, as it was written once. */
	private static final Pattern INNER = Pattern.compile("\"what\":\"buy\",\"execution\":\\d+");

	@LocalServerPort
	private int port;

	@Autowired
	private RestSeller.Rows rows;

	private final String request = "{\"idempotency_key\":\"" + IdempotencyKey.generate() + "\",\"name\":\"summer\"}";

	@BeforeEach
	void emptyTable() {
		this.rows.clear();
	}

	@ParameterizedTest
	@EnumSource
	void theAnswerOfTheFirstIsReplayedOverAllWithTheSameBytes(Transport first) {
		Matcher inner = INNER.matcher(send(first, this.request).body());
		assertThat(inner.find()).isTrue();
		for (Transport transport : Transport.values()) {
			HttpResponse<String> replay = send(transport, this.request);
			assertThat(replay.body()).as(transport.name()).contains(inner.group());
			assertThat(HttpCalls.isReplay(replay) || replay.body().contains("\"replayed\":true")).isTrue();
		}
		assertThat(this.rows.count()).isOne();
	}

	@ParameterizedTest
	@EnumSource
	void anotherRequestUnderTheKeyIsAConflictOverAll(Transport first) {
		send(first, this.request);
		for (Transport transport : Transport.values()) {
			assertThat(send(transport, this.request.replace("summer", "winter")).body()).as(transport.name())
				.contains("IDEMPOTENCY_CONFLICT");
		}
		assertThat(this.rows.count()).isOne();
	}

	private HttpResponse<String> send(Transport transport, String json) {
		HttpCalls http = new HttpCalls(this.port);
		return switch (transport) {
			case REST -> http.post("/media-buys", json);
			case MCP -> http.tool("create_media_buy", json);
			case A2A -> http.post("/a2a", """
					{"jsonrpc":"2.0","id":"1","method":"SendMessage","params":{"message":{"messageId":"m-1",
					"role":"ROLE_USER","parts":[{"data":{"skill":"create_media_buy","input":%s}}]}}}""".formatted(json),
					"A2A-Version", "1.0", "A2A-Extensions", A2aVersion.PROFILE);
		};
	}

	enum Transport {

		REST, MCP, A2A

	}

}
