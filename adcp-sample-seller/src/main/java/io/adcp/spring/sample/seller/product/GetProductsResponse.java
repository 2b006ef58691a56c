package io.adcp.spring.sample.seller.product;

import java.math.BigDecimal;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code get_products}.
 *
 * @param products the products, the best match first
 * @param cacheScope for whom a buyer may keep it: {@code public}, because the prices are
 * the same for every account
 */
record GetProductsResponse(List<Item> products, String cacheScope) {

	static GetProductsResponse of(List<Product> products) {
		return new GetProductsResponse(products.stream().map(Item::of).toList(), "public");
	}

	record Item(String productId, String name, String description, List<PublisherProperties> publisherProperties,
			List<String> channels, List<FormatId> formatIds, String deliveryType, List<Price> pricingOptions,
			ReportingCapabilities reportingCapabilities) {

		static Item of(Product product) {
			return new Item(product.productId(), product.name(), product.description(),
					List.of(new PublisherProperties(product.publisherDomain(), "all")), List.of(product.channel()),
					product.formatIds().stream().map(FormatId::standard).toList(), product.deliveryType(),
					product.pricingOptions().stream().map(Price::of).toList(), ReportingCapabilities.DAILY);
		}

	}

	record PublisherProperties(String publisherDomain, String selectionType) {
	}

	record Price(String pricingOptionId, String pricingModel, String currency, BigDecimal fixedPrice,
			@Nullable BigDecimal minSpendPerPackage) {

		static Price of(PricingOption option) {
			return new Price(option.pricingOptionId(), option.pricingModel(), option.currency(), option.fixedPrice(),
					option.minSpendPerPackage());
		}

	}

	record ReportingCapabilities(List<String> availableReportingFrequencies, int expectedDelayMinutes, String timezone,
			boolean supportsWebhooks, List<String> availableMetrics, String dateRangeSupport) {

		static final ReportingCapabilities DAILY = new ReportingCapabilities(List.of("daily"), 240, "UTC", false,
				List.of("impressions", "spend"), "date_range");

	}

}
