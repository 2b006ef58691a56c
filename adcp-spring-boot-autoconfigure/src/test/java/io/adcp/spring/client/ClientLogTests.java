package io.adcp.spring.client;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.adcp.spring.AdcpException;
import io.adcp.spring.client.mcp.McpTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What operators see of a call, and what nobody may see.
 */
class ClientLogTests {

	private static final String KEY = "order_4711-not-a-uuid-0b8a9d2c4e61";

	private static final List<String> TRACED = List.of("org.springframework", "io.adcp", "reactor");

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final Map<String, Level> levels = new HashMap<>();

	private final FaultServer seller = new FaultServer();

	private final SkippedWaits waits = new SkippedWaits();

	@BeforeEach
	void listen() {
		// Other threads log while it is read
		this.log.list = new CopyOnWriteArrayList<>();
		this.log.start();
		logger(Logger.ROOT_LOGGER_NAME).addAppender(this.log);
	}

	@AfterEach
	void stop() {
		logger(Logger.ROOT_LOGGER_NAME).detachAppender(this.log);
		this.levels.forEach((name, level) -> logger(name).setLevel(level));
		this.seller.close();
	}

	@Test
	void aLostAttemptIsAWarningWithKeyNumberAndWait() {
		this.seller.script(FaultServer.reset(""), FaultServer.status(503, "Retry-After: 7"), FaultServer.success("{}"));
		book();
		assertThat(messages(Level.WARN)).hasSize(2);
		assertThat(messages(Level.WARN).get(0))
			.startsWith("Attempt 1 of create_media_buy at the agent 'acme' (key " + KEY.substring(0, 8) + ", ")
			.contains("was lost, the next follows in " + this.waits.waits().get(0).toMillis() + " ms: ");
		assertThat(messages(Level.WARN).get(1)).startsWith("Attempt 2 of").contains("HTTP 503");
		assertThat(messages(Level.WARN)).noneMatch((text) -> text.contains(KEY));
	}

	@Test
	void aWaitThatTheSellerAskedForIsNoWarning() {
		trace();
		this.seller.script(FaultServer.error("{\"code\":\"RATE_LIMITED\",\"message\":\"a\\r\\nb\",\"retry_after\":1}"),
				FaultServer.success("{}"));
		book();
		assertThat(messages(Level.WARN)).isEmpty();
		assertThat(messages(Level.DEBUG)).anyMatch((text) -> text.startsWith("Attempt 1 of create_media_buy")
				&& text.contains("RATE_LIMITED: a b") && !text.contains("\n"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2 })
	void aKeyThatTheSellerSendsBackIsNotLoggedEvenAtTrace(int shape) {
		trace();
		String content = "{\"idempotency_key\":\"" + KEY + "\"}";
		this.seller.script(List.of(FaultServer.success(content),
				FaultServer.error("{\"code\":\"X\",\"message\":\"" + KEY + "\",\"recovery\":\"terminal\"}"),
				FaultServer.sse("data: {\"jsonrpc\":\"2.0\",\"id\":\"ID\",\"result\":{\"structuredContent\":" + content
						+ "}}\n\n"))
			.get(shape));
		try {
			book();
		}
		catch (AdcpException ex) {
			assertThat(shape).isEqualTo(1);
		}
		assertThat(this.log.list).isNotEmpty()
			.extracting(ILoggingEvent::getFormattedMessage)
			.noneMatch((text) -> text.contains(KEY));
	}

	@Test
	void anAnswerThatDoesNotFitQuotesNoKey() {
		this.seller.script(FaultServer.success("{\"idempotency_key\":\"" + KEY + "\"}"));
		AdcpUnreadableResultException failure = catchThrowableOfType(AdcpUnreadableResultException.class,
				() -> client().task("create_media_buy").idempotencyKey(KEY).call(Echo.class));
		assertThat(failure).satisfies((ex) -> assertThat(stackTrace(ex)).doesNotContain(KEY));
	}

	private static String stackTrace(Throwable failure) {
		StringWriter text = new StringWriter();
		failure.printStackTrace(new PrintWriter(text));
		return text.toString();
	}

	private void trace() {
		for (String name : TRACED) {
			this.levels.put(name, logger(name).getLevel());
			logger(name).setLevel(Level.TRACE);
		}
	}

	private static Logger logger(String name) {
		return (Logger) LoggerFactory.getLogger(name);
	}

	private List<String> messages(Level level) {
		// Others log meanwhile
		return List.copyOf(this.log.list)
			.stream()
			.filter((event) -> event.getLevel() == level && event.getLoggerName().startsWith("io.adcp"))
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

	private void book() {
		client().task("create_media_buy").idempotencyKey(KEY).body(Map.of("buyer_ref", "b")).call(JsonNode.class);
	}

	private AdcpClient client() {
		return AdcpClient.builder("acme", McpTransport.builder(this.seller.url()).build())
			.requireIdempotency(false)
			.attemptTimeout(Duration.ofSeconds(20))
			.scheduler(this.waits)
			.listener(this.waits)
			.build();
	}

	record Echo(UUID idempotency_key) {

	}

}
