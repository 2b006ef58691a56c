package io.adcp.spring.verification.crash.badinput;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import com.sun.net.httpserver.HttpServer;
import io.adcp.spring.verification.crash.badinput.AnswerCheck.Judgement;
import io.adcp.spring.verification.crash.badinput.AnswerCheck.Kind;
import io.adcp.spring.verification.crash.single.RawConnection;
import io.adcp.spring.verification.crash.single.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the run sees what it is there to see.
 */
class AnswerCheckTests {

	private static final String KEY = "kf2f6c1f-93c6-4b39-a4a5-9f6d3e0b7a11";

	private static final String ERROR = """
			{"adcp_error":{"code":"INVALID_REQUEST","message":"MESSAGE","recovery":"correctable"},\
			"errors":[{"code":"INVALID_REQUEST","message":"MESSAGE","recovery":"correctable"}],"status":"failed"}""";

	@Test
	void anAdcpErrorIsARefusal() {
		assertThat(rest(400, error("The request cannot be read"))).isEqualTo(Judgement.REFUSED);
		assertThat(mcp(200, error("The request cannot be read"), true)).isEqualTo(Judgement.REFUSED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "java.lang.NullPointerException: null", "Could not load class io.adcp.spring.Thing",
			"bad\\n\\tat somewhere", "ERROR: syntax error", "SELECT a FROM media_buy WHERE b",
			"insert into adcp_idempotency", "key kf2f6c1f-9 is used", "c6-4b39-a was used", "tools.jackson.core",
			"Buy$$SpringCGLIB$$0" })
	void anAnswerThatTellsTooMuchIsALeak(String message) {
		assertThat(rest(400, error(message)).leak()).isTrue();
		assertThat(mcp(200, error(message), true).leak()).isTrue();
	}

	@Test
	void eightCharactersOfTheKeyAreNoLeak() {
		assertThat(rest(400, error("key kf2f6c1f"))).isEqualTo(Judgement.REFUSED);
	}

	@Test
	void theEnvelopesEchoOfTheKeyIsNoLeak() {
		String body = "{\"replayed\":false,\"idempotency_key\":\"" + KEY + "\",\"media_buy_id\":\"mb_1\"}";
		assertThat(rest(200, body)).isEqualTo(Judgement.EXECUTED);
		assertThat(mcp(200, body, false)).isEqualTo(Judgement.EXECUTED);
	}

	@Test
	void aReplayLeavesNoRow() {
		assertThat(rest(200, "{\"replayed\":true,\"media_buy_id\":\"mb_1\"}")).isEqualTo(Judgement.ANSWERED);
	}

	@Test
	void aServersFaultIsNoRefusal() {
		assertThat(rest(500, error("x")).kind()).isEqualTo(Kind.SERVER_ERROR);
		assertThat(rest(503, error("x").replace("INVALID_REQUEST", "SERVICE_UNAVAILABLE")).kind())
			.isEqualTo(Kind.SERVER_ERROR);
		assertThat(rest(400, "Bad Request").kind()).isEqualTo(Kind.SERVER_ERROR);
		assertThat(rest(400, error("x").replace(",\"recovery\":\"correctable\"", "")).kind())
			.isEqualTo(Kind.SERVER_ERROR);
	}

	@Test
	void aConnectionThatIsCutIsNoAnswer() {
		assertThat(AnswerCheck.check(request(true), new Reply(0, List.of(), new byte[0])).kind())
			.isEqualTo(Kind.SERVER_ERROR);
	}

	@Test
	void aLeakingServerIsFoundOutOverTheWire() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			byte[] answer = error("org.postgresql.util.PSQLException").getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(400, answer.length);
			exchange.getResponseBody().write(answer);
			exchange.close();
		});
		server.start();
		try (RawConnection wire = new RawConnection(server.getAddress().getPort())) {
			Request request = request(true);
			assertThat(AnswerCheck.check(request, wire.send(request.bytes(), true)).leak()).isTrue();
		}
		finally {
			server.stop(0);
		}
	}

	@Test
	void aSeedMakesTheSameRequestsAgain() {
		Request first = request(true);
		assertThat(request(true).bytes()).isEqualTo(first.bytes());
	}

	@Test
	void theLogMayHoldNoErrorAndNoKey() {
		LogCheck log = new LogCheck();
		log.line("2026-11-21T22:01:33.078Z  INFO 1 --- [x] CallLog : create_media_buy of a, key kf2f6c1f: executed");
		assertThat(log.faults()).isEmpty();
		log.line("2026-11-21T22:01:33.078Z  INFO 1 --- [x] CallLog : key " + KEY);
		log.line("2026-11-21T22:01:33.078Z ERROR 1 --- [x] Answers : failed");
		assertThat(log.faults()).hasSize(2);
	}

	@Test
	void oneByteTellsTwoAnswersApart() {
		assertThat(TenantProbes.difference("{\"a\":1}", "{\"a\":1}")).isNull();
		assertThat(TenantProbes.difference("{\"a\":1}", "{\"a\":1 }")).startsWith("from byte 6");
	}

	private static String error(String message) {
		return ERROR.replace("MESSAGE", message);
	}

	private static Judgement rest(int status, String body) {
		return AnswerCheck.check(request(true), new Reply(status, List.of(), body.getBytes(StandardCharsets.UTF_8)));
	}

	private static Judgement mcp(int status, String body, boolean error) {
		String message = """
				{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":%s}],"isError":%s,"structuredContent":%s}}"""
			.formatted(JsonMapper.shared().writeValueAsString(body), error, body);
		return AnswerCheck.check(request(false),
				new Reply(status, List.of(), message.getBytes(StandardCharsets.UTF_8)));
	}

	private static Request request(boolean rest) {
		Draft draft = new Draft("test", Tenant.FIRST, rest, "create_media_buy", new Random(7));
		draft.arguments().put("idempotency_key", KEY);
		return draft.request();
	}

}
