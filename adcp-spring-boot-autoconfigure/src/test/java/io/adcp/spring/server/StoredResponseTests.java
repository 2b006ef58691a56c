package io.adcp.spring.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StoredResponseTests {

	private static final Map<String, List<String>> JSON = Map.of("Content-Type", List.of("application/json"));

	@Test
	void anObjectAndNothingElseIsStoredAsItIs() {
		String body = "{\"a\":\"\u00e4\"}";
		assertThat(response(200, JSON, body).write()).isEqualTo(body);
		assertThat(StoredResponse.read(body)).isEqualTo(response(200, JSON, body));
		assertThat(StoredResponse.bodyOf(body)).isEqualTo(body);
	}

	@Test
	void statusAndHeadersStandInFrontOfTheBody() {
		StoredResponse created = response(201,
				Map.of("Content-Type", List.of("application/json"), "Link", List.of("</a>", "</b>")), "{\"a\":\n1}");
		assertThat(StoredResponse.read(created.write())).isEqualTo(created);
		assertThat(StoredResponse.bodyOf(created.write())).isEqualTo("{\"a\":\n1}");
	}

	@Test
	void whatIsNoObjectIsReadBackToo() {
		for (String body : List.of("", "[1]", "HTTP {\"status\":500}\n{}", "text\n\n")) {
			StoredResponse response = response(200, Map.of("Content-Type", List.of("text/plain")), body);
			assertThat(StoredResponse.read(response.write())).isEqualTo(response);
		}
	}

	@Test
	void bytesThatAreNoTextAreKept() {
		byte[] bytes = { (byte) 0xFF, 0, (byte) 0x80, '{' };
		StoredResponse read = StoredResponse.read(StoredResponse.of(200, Map.of(), bytes).write());
		assertThat(read.bytes()).isEqualTo(bytes);
	}

	@Test
	void headersAreTakenAwayInAnyCase() {
		assertThat(response(200, JSON, "{}").without("content-type").headers()).isEmpty();
	}

	private static StoredResponse response(int status, Map<String, List<String>> headers, String body) {
		return StoredResponse.of(status, headers, body.getBytes(StandardCharsets.UTF_8));
	}

}
