package io.adcp.spring.verification.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.AdcpVersion;
import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpClient;
import io.adcp.spring.client.AdcpResult;
import io.adcp.spring.client.AdcpTransport;
import io.adcp.spring.client.AdcpTransportException;
import io.adcp.spring.client.AdcpUnknownOutcomeException;
import io.adcp.spring.verification.conformance.StoryboardResult.Outcome;
import io.adcp.spring.verification.conformance.StoryboardResult.Step;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Buys from a seller in all the ways in which something can go wrong, and looks how many
 * media buys there are then.
 */
final class BuyerExamination {

	private final TypeScriptSeller seller;

	private final AdcpTransport transport;

	/** How many answers get lost before one arrives. */
	private final AtomicInteger losses = new AtomicInteger();

	private final List<Step> steps = new ArrayList<>();

	BuyerExamination(TypeScriptSeller seller, AdcpTransport transport) {
		this.seller = seller;
		this.transport = transport;
	}

	StoryboardResult run(String name) throws InterruptedException {
		step("books", 1, () -> {
			AdcpResult<JsonNode> result = client().createMediaBuy(buy("plain")).call(JsonNode.class);
			require(!result.replayed() && result.attempts() == 1, "expected a first answer, got " + result);
			require(result.body().path("media_buy_id").isString(), "the answer names no media buy");
			require("{\"n\":7}".equals(String.valueOf(result.context())), "the context did not come back");
		});
		step("books once though answers are lost", 1, () -> {
			this.losses.set(2);
			AdcpResult<JsonNode> result = client().createMediaBuy(buy("lost")).call(JsonNode.class);
			require(result.replayed() && result.attempts() == 3, "expected a replay, got " + result);
		});
		step("resumes a stored call", 1, this::resume);
		step("books once though twenty send the call", 1, this::resumeTogether);
		step("is told of a conflict", 1, this::conflict);
		step("reads an error", 0, () -> {
			AdcpTaskException failure = (AdcpTaskException) failureOf("unknown-product");
			require(failure.code().equals("PRODUCT_NOT_FOUND"), "unexpected code " + failure.code());
			require("packages[0].product_id".equals(failure.error().field()), "no field");
		});
		step("goes on when its session is forgotten", 2, () -> {
			AdcpClient client = client();
			client.createMediaBuy(buy("before")).call(JsonNode.class);
			this.seller.forgetSessions();
			AdcpResult<JsonNode> result = client.createMediaBuy(buy("after")).call(JsonNode.class);
			require(result.attempts() == 1, "expected one attempt, got " + result);
		});
		return new StoryboardResult(name, this.steps, List.of());
	}

	private void resume() {
		this.losses.set(5);
		AdcpUnknownOutcomeException unknown = (AdcpUnknownOutcomeException) failureOf("resumed");
		AdcpCall stored = AdcpCall.fromJson(unknown.call().toJson());
		require(client().resume(stored, JsonNode.class).replayed(), "expected a replay");
	}

	private void resumeTogether() {
		AdcpClient client = client();
		AdcpCall call = client.createMediaBuy(buy("together")).prepare();
		Set<String> answers = new HashSet<>();
		Flux.range(0, 20)
			.flatMap((i) -> client.reactive().resume(call, JsonNode.class), 20)
			.doOnNext((result) -> answers.add(result.body().path("media_buy_id").asString()))
			.blockLast(Duration.ofMinutes(1));
		require(answers.size() == 1, "expected one media buy, got " + answers);
	}

	private void conflict() {
		AdcpResult<JsonNode> first = client().createMediaBuy(buy("first")).call(JsonNode.class);
		try {
			client().createMediaBuy(buy("second"))
				.idempotencyKey(String.valueOf(first.idempotencyKey()))
				.call(JsonNode.class);
			throw new IllegalStateException("expected a conflict");
		}
		catch (IdempotencyConflictException ex) {
			require(ex.errors().size() == 1, "expected one error");
		}
	}

	private AdcpException failureOf(String name) {
		try {
			client().createMediaBuy(buy(name)).call(JsonNode.class);
		}
		catch (AdcpException ex) {
			return ex;
		}
		throw new IllegalStateException("expected a failure");
	}

	static Map<String, Object> buy(String name) {
		return Map.of("account", Map.of("account_id", "a"), "brand", Map.of("domain", "buyer.example"), "start_time",
				"2099-01-01T00:00:00Z", "end_time", "2099-02-01T00:00:00Z", "packages", List.of(), "po_number", name,
				"context", Map.of("n", 7));
	}

	private AdcpClient client() {
		return AdcpClient.builder("typescript", (call, token) -> this.transport.send(call, token).flatMap((answer) -> {
			boolean lost = AdcpTask.CREATE_MEDIA_BUY.equals(call.task())
					&& this.losses.getAndUpdate((left) -> Math.max(0, left - 1)) > 0;
			return lost ? Mono.error(AdcpTransportException.noAnswer(call, "Lost on the way", null, null))
					: Mono.just(answer);
		})).version(AdcpVersion.V3_2).build();
	}

	private void step(String name, int buys, Check check) throws InterruptedException {
		String fault = "";
		try {
			int before = this.seller.buys();
			check.run();
			int booked = this.seller.buys() - before;
			require(booked == buys, "expected " + buys + " media buys, found " + booked);
		}
		catch (IOException | RuntimeException ex) {
			fault = String.valueOf(ex.getMessage());
		}
		this.steps.add(new Step(name, fault.isEmpty() ? Outcome.PASSED : Outcome.FAILED, "", fault));
	}

	private static void require(boolean condition, String otherwise) {
		if (!condition) {
			throw new IllegalStateException(otherwise);
		}
	}

	/**
	 * What a step does.
	 */
	@FunctionalInterface
	private interface Check {

		void run() throws IOException, InterruptedException;

	}

}
