package io.adcp.spring.verification.harness.outside;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link OutsideAdServer}.
 */
class OutsideAdServerTests {

	private final HttpClient client = HttpClient.newHttpClient();

	private final Path folder;

	private OutsideAdServer server;

	OutsideAdServerTests(@TempDir Path folder) throws IOException {
		this.folder = folder;
		this.server = new OutsideAdServer(folder, 0, new OutsideAdServer.Settings(0, 0, new BigDecimal("1000")));
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
	}

	@Test
	void anOrderIsPlacedAndFoundByTheIdOfItsRequest() throws Exception {
		HttpResponse<String> placed = order("request-1", "500.25");
		assertThat(placed.statusCode()).isEqualTo(201);
		assertThat(json(placed).path("order_id").asString()).isNotEmpty();
		assertThat(json(placed).path("request_id").asString()).isEqualTo("request-1");
		HttpResponse<String> found = get("/orders/request-1");
		assertThat(found.statusCode()).isEqualTo(200);
		assertThat(found.body()).isEqualTo(placed.body());
		assertThat(get("/orders/request-2").statusCode()).isEqualTo(404);
	}

	@Test
	void aRepeatedIdPlacesASecondOrder() throws Exception {
		order("request-1", "500.25");
		order("request-1", "500.25");
		JsonNode orders = json(get("/orders"));
		assertThat(orders.findValuesAsString("request_id")).isEqualTo(List.of("request-1", "request-1"));
		assertThat(orders.findValuesAsString("order_id")).doesNotHaveDuplicates();
		assertThat(orders.path(0).path("order").path("media_buy_id").asString()).isEqualTo("mb_1");
	}

	@Test
	void anOrderAboveTheGreatestBudgetIsRefusedAndNotPlaced() throws Exception {
		HttpResponse<String> refused = order("request-1", "1000.01");
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(json(refused).path("reason").asString()).contains("budget");
		assertThat(json(get("/orders"))).isEmpty();
		assertThat(json(get("/invocations"))).hasSize(1);
	}

	@Test
	void anOrderNeedsAnIdOfItsRequest() throws Exception {
		HttpResponse<String> refused = send(
				HttpRequest.newBuilder(address("/orders")).POST(BodyPublishers.ofString("{}")));
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(json(get("/invocations"))).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "LOST_ANSWER", "DROPPED" })
	void aFaultCanLoseTheAnswerWithTheWorkDoneOrNot(OrderFault fault) throws Exception {
		next(fault);
		assertThatIOException().isThrownBy(() -> order("request-1", "500"));
		assertThat(json(get("/orders"))).hasSize((fault == OrderFault.LOST_ANSWER) ? 1 : 0);
		assertThat(json(get("/invocations")).path(0).path("fault").asString()).isEqualTo(fault.name());
	}

	@ParameterizedTest
	@EnumSource(names = { "ERROR_BEFORE", "ERROR_AFTER" })
	void aFaultCanAnswerWithAnErrorWithTheWorkDoneOrNot(OrderFault fault) throws Exception {
		next(fault);
		assertThat(order("request-1", "500").statusCode()).isEqualTo(500);
		assertThat(json(get("/orders"))).hasSize((fault == OrderFault.ERROR_AFTER) ? 1 : 0);
	}

	@ParameterizedTest
	@EnumSource(names = { "LATE_WORK", "LATE_ANSWER" })
	void whatIsLateIsPlacedAsEver(OrderFault fault) throws Exception {
		next(fault);
		assertThat(order("request-1", "500").statusCode()).isEqualTo(201);
		assertThat(json(get("/orders"))).hasSize(1);
	}

	@Test
	void aFaultHappensOnce() throws Exception {
		next(OrderFault.ERROR_BEFORE);
		order("request-1", "500");
		assertThat(order("request-1", "500").statusCode()).isEqualTo(201);
	}

	@Test
	void theSeedDecidesWhichRequestsFail() throws Exception {
		List<Integer> first = answersWithSeed(7, "first");
		assertThat(answersWithSeed(7, "second")).isEqualTo(first);
		assertThat(first).contains(201, 500);
	}

	private List<Integer> answersWithSeed(long seed, String folder) throws Exception {
		this.server.close();
		this.server = new OutsideAdServer(this.folder.resolve(folder), 0,
				new OutsideAdServer.Settings(60, seed, new BigDecimal("1000")));
		List<Integer> answers = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			try {
				answers.add(order("request-" + i, "500").statusCode());
			}
			catch (IOException ex) {
				answers.add(0);
			}
		}
		return answers;
	}

	@Test
	void itsMemoryOutlivesIt() throws Exception {
		HttpResponse<String> placed = order("request-1", "500");
		this.server.close();
		this.server = new OutsideAdServer(this.folder, 0, OutsideAdServer.Settings.RELIABLE);
		assertThat(get("/orders/request-1").body()).isEqualTo(placed.body());
		assertThat(json(get("/orders"))).hasSize(1);
	}

	private void next(OrderFault fault) throws Exception {
		send(HttpRequest.newBuilder(address("/faults/" + fault)).PUT(BodyPublishers.noBody()));
	}

	private HttpResponse<String> order(String requestId, String budget) throws Exception {
		return send(HttpRequest.newBuilder(address("/orders"))
			.header("Request-Id", requestId)
			.POST(BodyPublishers.ofString("{\"media_buy_id\":\"mb_1\",\"budget\":" + budget + "}")));
	}

	private HttpResponse<String> get(String path) throws Exception {
		return send(HttpRequest.newBuilder(address(path)));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	private URI address(String path) {
		return URI.create("http://127.0.0.1:" + this.server.port() + path);
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

}
