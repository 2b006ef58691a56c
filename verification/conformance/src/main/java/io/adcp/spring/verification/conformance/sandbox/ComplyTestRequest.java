package io.adcp.spring.verification.conformance.sandbox;

import java.math.BigDecimal;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/**
 * A {@code comply_test_controller} request.
 *
 * @param scenario what to do
 * @param params what to do it with
 */
record ComplyTestRequest(@NotBlank String scenario, @Nullable @Valid Params params) {

	/**
	 * What to do it with.
	 *
	 * @param productId the product
	 * @param pricingOptionId the pricing option
	 * @param fixture what it is like; what is absent gets a default
	 * @param creativeId the creative
	 * @param mediaBuyId the media buy
	 * @param status the state that it is to have
	 * @param arm the kind of answer to force
	 * @param taskId the task that it is to name
	 * @param message the sentence that it is to have
	 */
	record Params(@Nullable String productId, @Nullable String pricingOptionId, @Nullable Fixture fixture,
			@Nullable String creativeId, @Nullable String mediaBuyId, @Nullable String status, @Nullable String arm,
			@Nullable String taskId, @Nullable String message) {
	}

	/**
	 * What a product or pricing option is like.
	 *
	 * @param name the product's or creative's name
	 * @param status the creative's or media buy's state
	 * @param description the product's description
	 * @param deliveryType the product's delivery type
	 * @param channels the product's channels, of which the first is kept
	 * @param pricingModel the option's model
	 * @param currency the option's currency
	 * @param fixedPrice the option's price
	 * @param minSpendPerPackage the option's smallest budget
	 * @param pricingOptions the product's pricing options
	 */
	record Fixture(@Nullable String name, @Nullable String status, @Nullable String description,
			@Nullable String deliveryType, @Nullable List<String> channels, @Nullable String pricingModel,
			@Nullable String currency, @Nullable BigDecimal fixedPrice, @Nullable BigDecimal minSpendPerPackage,
			@Nullable List<Option> pricingOptions) {

		static final Fixture EMPTY = new Fixture(null, null, null, null, null, null, null, null, null, null);

	}

	/**
	 * A pricing option that comes with its product.
	 *
	 * @param pricingOptionId the option
	 * @param pricingModel its model
	 * @param currency its currency
	 * @param fixedPrice its price
	 * @param minSpendPerPackage its smallest budget
	 */
	record Option(@Nullable String pricingOptionId, @Nullable String pricingModel, @Nullable String currency,
			@Nullable BigDecimal fixedPrice, @Nullable BigDecimal minSpendPerPackage) {
	}

}
