package io.adcp.spring.verification.conformance.sandbox;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.sample.seller.product.PricingOption;
import io.adcp.spring.sample.seller.product.Product;
import io.adcp.spring.sample.seller.product.Products;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.AdcpExchange;
import io.adcp.spring.task.AdcpSubmitted;
import io.adcp.spring.verification.conformance.sandbox.ComplyTestRequest.Fixture;
import io.adcp.spring.verification.conformance.sandbox.ComplyTestRequest.Params;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.annotation.Transactional;

/**
 * Lets tests prepare the catalogue, and what an agent has.
 */
@AdcpController
class ComplyTestController {

	static final List<String> SCENARIOS = List.of("seed_product", "seed_pricing_option", "seed_creative",
			"seed_media_buy", "force_creative_status", "force_create_media_buy_arm");

	private static final Set<String> CREATIVE_STATUSES = Set.of("processing", "pending_review", "approved", "rejected",
			"archived");

	private static final Params NO_PARAMS = new Params(null, null, null, null, null, null, null, null, null);

	private final Products products;

	private final SandboxCatalogue catalogue;

	private final SandboxStock stock;

	private final ForcedSubmissions submissions;

	private final SandboxGate gate;

	ComplyTestController(Products products, SandboxCatalogue catalogue, SandboxStock stock,
			ForcedSubmissions submissions, SandboxGate gate) {
		this.products = products;
		this.stock = stock;
		this.submissions = submissions;
		this.catalogue = catalogue;
		this.gate = gate;
	}

	@AdcpTask(value = AdcpTask.COMPLY_TEST_CONTROLLER, description = "Prepares the sandbox for tests.")
	@Transactional
	Result run(@Valid ComplyTestRequest request, AdcpExchange exchange) {
		if (!this.gate.admits(exchange)) {
			return Result.failure("FORBIDDEN", "The test controller serves sandbox accounts only");
		}
		Params params = Objects.requireNonNullElse(request.params(), NO_PARAMS);
		Fixture fixture = Objects.requireNonNullElse(params.fixture(), Fixture.EMPTY);
		return switch (request.scenario()) {
			case "list_scenarios" -> Result.scenarios(SCENARIOS);
			case "seed_product" -> seedProduct(params, fixture);
			case "seed_creative" -> seedCreative(params, fixture, exchange.agent());
			case "seed_media_buy" -> seedMediaBuy(params, fixture, exchange.agent());
			case "force_creative_status" -> forceCreativeStatus(params, exchange.agent());
			case "force_create_media_buy_arm" -> forceSubmission(params, exchange.agent());
			case "seed_pricing_option" -> seedPricingOption(params, fixture);
			default -> Result.failure("UNKNOWN_SCENARIO", "This seller has no such scenario");
		};
	}

	private Result seedProduct(Params params, Fixture fixture) {
		String productId = params.productId();
		if (productId == null) {
			return Result.failure("INVALID_PARAMS", "params.product_id is missing");
		}
		this.catalogue.save(new Product(productId, or(fixture.name(), productId),
				or(fixture.description(), "A product of a test."), "sandbox.example",
				(fixture.channels() != null && !fixture.channels().isEmpty()) ? fixture.channels().get(0) : "display",
				or(fixture.deliveryType(), "non_guaranteed"), List.of("display_300x250"), List.of()));
		for (ComplyTestRequest.Option option : or(fixture.pricingOptions(), List.<ComplyTestRequest.Option>of())) {
			save(productId, or(option.pricingOptionId(), "default"), option.pricingModel(), option.currency(),
					option.fixedPrice(), option.minSpendPerPackage());
		}
		return Result.done();
	}

	private Result seedPricingOption(Params params, Fixture fixture) {
		String productId = params.productId();
		String pricingOptionId = params.pricingOptionId();
		if (productId == null || pricingOptionId == null) {
			return Result.failure("INVALID_PARAMS", "params.product_id or params.pricing_option_id is missing");
		}
		if (!this.products.exists(productId)) {
			return Result.failure("NOT_FOUND", "There is no such product");
		}
		save(productId, pricingOptionId, fixture.pricingModel(), fixture.currency(), fixture.fixedPrice(),
				fixture.minSpendPerPackage());
		return Result.done();
	}

	private Result seedCreative(Params params, Fixture fixture, String agent) {
		String creativeId = params.creativeId();
		if (creativeId == null) {
			return Result.failure("INVALID_PARAMS", "params.creative_id is missing");
		}
		this.stock.addCreative(agent, creativeId, or(fixture.name(), creativeId), or(fixture.status(), "approved"));
		return Result.done();
	}

	private Result seedMediaBuy(Params params, Fixture fixture, String agent) {
		String mediaBuyId = params.mediaBuyId();
		if (mediaBuyId == null) {
			return Result.failure("INVALID_PARAMS", "params.media_buy_id is missing");
		}
		String status = or(fixture.status(), "active");
		return this.stock.addMediaBuy(agent, mediaBuyId, status) ? Result.done()
				: Result.failure("INVALID_STATE", "A buy of this sandbox cannot begin as " + status);
	}

	private Result forceSubmission(Params params, String agent) {
		String taskId = params.taskId();
		if (taskId == null || !"submitted".equals(params.arm())) {
			return Result.failure("INVALID_PARAMS", "params.task_id is missing, or params.arm is not submitted");
		}
		this.submissions.force(agent, new AdcpSubmitted(taskId, params.message()));
		return Result.forced(new Forced("submitted", taskId));
	}

	private Result forceCreativeStatus(Params params, String agent) {
		String creativeId = params.creativeId();
		String status = params.status();
		if (creativeId == null || status == null || !CREATIVE_STATUSES.contains(status)) {
			return Result.failure("INVALID_PARAMS", "params.creative_id or params.status is missing or unknown");
		}
		return this.catalogue.forceCreativeStatus(agent, creativeId, status)
			.map((before) -> Result.changed(before, status))
			.orElseGet(() -> Result.failure("NOT_FOUND", "There is no such creative"));
	}

	private void save(String productId, String pricingOptionId, @Nullable String model, @Nullable String currency,
			@Nullable BigDecimal price, @Nullable BigDecimal minimum) {
		this.catalogue.save(new PricingOption(productId, pricingOptionId, or(model, "cpm"), or(currency, "USD"),
				or(price, new BigDecimal("5.00")), minimum));
	}

	private static <T> T or(@Nullable T value, T other) {
		return (value != null) ? value : other;
	}

	/**
	 * What became of it.
	 *
	 * @param success whether it was done
	 * @param scenarios the scenarios, where they were asked for
	 * @param previousState the state before, where one was changed
	 * @param currentState the state now, where one was changed
	 * @param forced what the next call is to be answered
	 * @param error why it was not done, as a word
	 * @param errorDetail why it was not done, as a sentence
	 */
	record Result(boolean success, @Nullable List<String> scenarios, @Nullable String previousState,
			@Nullable String currentState, @Nullable Forced forced, @Nullable String error,
			@Nullable String errorDetail) {

		static Result done() {
			return new Result(true, null, null, null, null, null, null);
		}

		static Result scenarios(List<String> scenarios) {
			return new Result(true, scenarios, null, null, null, null, null);
		}

		static Result changed(String before, String now) {
			return new Result(true, null, before, now, null, null, null);
		}

		static Result forced(Forced forced) {
			return new Result(true, null, null, null, forced, null, null);
		}

		static Result failure(String error, String detail) {
			return new Result(false, null, null, null, null, error, detail);
		}

	}

	/**
	 * What the next {@code create_media_buy} is to be answered.
	 *
	 * @param arm the kind of answer
	 * @param taskId the task that it names
	 */
	record Forced(String arm, String taskId) {

	}

}
