package io.adcp.spring.verification.benchmark;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.adcp.spring.client.AdcpClient;
import io.adcp.spring.client.AdcpResult;
import io.adcp.spring.client.mcp.McpTransport;
import io.adcp.spring.verification.harness.Run;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * What the client costs.
 */
final class ClientTable implements BenchmarkTable {

	private static final String OURS = "AdcpClient";

	private static final String PLAIN = "WebClient alone";

	private static final String BYTES = "WebClient alone, the JSON written beforehand";

	private static final int MANY = 64;

	@Override
	public String name() {
		return "client";
	}

	@Override
	public String question() {
		return "What does `AdcpClient` cost beside a plain `WebClient` that posts the same JSON to the same server and "
				+ "reads the same answer, both over the same connections?";
	}

	@Override
	public void measure(Bench bench) throws Exception {
		ConnectionProvider connections = ConnectionProvider.create("benchmark", MANY);
		try (AnsweringServer server = new AnsweringServer()) {
			WebClient.Builder builder = WebClient.builder()
				.clientConnector(new ReactorClientHttpConnector(HttpClient.create(connections)));
			List<Caller> callers = callers(server.url(), builder);
			Duration time = bench.settings().block();
			bench.measure(newCase("1 thread, blocking", callers, (caller) -> caller.block(1, time)));
			bench.measure(newCase(MANY + " threads, blocking", callers, (caller) -> caller.block(MANY, time)));
			bench.measure(newCase(MANY + " at once, reactive", callers, (caller) -> caller.react(MANY, time)));
		}
		finally {
			connections.dispose();
		}
		bench
			.note("The server is in the same JVM and answers at once with the same 3 KB. It looks for the request's id "
					+ "and no more: beside a seller that has something to do, the difference is smaller.");
	}

	private static Case newCase(String conditions, List<Caller> callers, Run run) {
		return new Case(conditions, Caller.MICROS, PLAIN,
				callers.stream().map((caller) -> new Variant(caller.name(), () -> run.measure(caller))).toList(),
				List.of(Goal.ratioAtMost(OURS, PLAIN, Caller.MICROS, 1.15)));
	}

	private static List<Caller> callers(URI url, WebClient.Builder builder) {
		ObjectNode arguments = (ObjectNode) JsonMapper.shared().readTree(BuyRequest.fresh());
		arguments.remove("idempotency_key");
		PlainCaller plain = new PlainCaller(builder.build(), url);
		byte[] message = PlainCaller.message(arguments);
		return List.of(
				ours(AdcpClient.builder("benchmark", McpTransport.builder(url).webClient(builder).build()).build(),
						arguments),
				new Caller(PLAIN, () -> Objects.requireNonNull(plain.call(arguments).block()),
						() -> plain.call(arguments)),
				new Caller(BYTES, () -> Objects.requireNonNull(plain.post(message).block()),
						() -> plain.post(message)));
	}

	private static Caller ours(AdcpClient client, ObjectNode arguments) {
		return new Caller(OURS, () -> client.createMediaBuy(arguments).call(JsonNode.class).body(),
				() -> client.reactive().createMediaBuy(arguments).call(JsonNode.class).map(AdcpResult::body));
	}

	/**
	 * Measures a block.
	 */
	private interface Run {

		Figures measure(Caller caller) throws Exception;

	}

}
