package io.adcp.spring.sample.seller.product;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * One price of a product.
 *
 * @param productId the product
 * @param pricingOptionId names the option within the product
 * @param pricingModel what is counted, such as {@code cpm} or {@code flat_rate}
 * @param currency the ISO 4217 code
 * @param fixedPrice the price of one unit
 * @param minSpendPerPackage the smallest budget that is accepted, or {@code null}
 */
public record PricingOption(String productId, String pricingOptionId, String pricingModel, String currency,
		BigDecimal fixedPrice, @Nullable BigDecimal minSpendPerPackage) {
}
