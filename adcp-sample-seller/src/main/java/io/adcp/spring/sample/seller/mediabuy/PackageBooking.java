package io.adcp.spring.sample.seller.mediabuy;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.sample.seller.Refusal;
import io.adcp.spring.sample.seller.creative.CreativeAssignments;
import io.adcp.spring.sample.seller.mediabuy.UpdateMediaBuyRequest.PackageUpdate;
import io.adcp.spring.sample.seller.product.PricingOption;
import io.adcp.spring.sample.seller.product.Products;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * Checks packages against the catalogue and writes them. What this seller would have to
 * ignore it refuses, because the buyer pays for it.
 */
@Component
class PackageBooking {

	private final PackageRepository packages;

	private final Products products;

	private final CreativeAssignments creatives;

	PackageBooking(PackageRepository packages, Products products, CreativeAssignments creatives) {
		this.packages = packages;
		this.products = products;
		this.creatives = creatives;
	}

	/**
	 * Return the currency that packages have in common.
	 * @param requests the packages
	 * @param field the path of the request's field that holds them
	 * @return the currency
	 */
	String currencyOf(List<PackageRequest> requests, String field) {
		String currency = pricingOption(requests.get(0), field + "[0]").currency();
		for (int i = 1; i < requests.size(); i++) {
			requireCurrency(currency, requests.get(i), field + "[" + i + "]");
		}
		return currency;
	}

	void requireCurrency(String currency, PackageRequest request, String field) {
		if (!pricingOption(request, field).currency().equals(currency)) {
			throw Refusal.invalid(field + ".pricing_option_id", "All packages of a buy have one currency, " + currency);
		}
	}

	/**
	 * Book one package.
	 * @return the id of the new package
	 */
	String book(MediaBuy buy, int position, PackageRequest request, String field) {
		refuseTargeting(request.targetingOverlay(), request.creatives(), field);
		refuseGoals(request.optimizationGoals(), field);
		if (request.measurementTerms() != null && !request.measurementTerms().isNull()) {
			throw Refusal.correctable("TERMS_REJECTED", field + ".measurement_terms",
					"This seller bills by its own count and accepts no terms of measurement");
		}
		requireBudget(pricingOption(request, field), request.budget(), field);
		BookedPackage booked = new BookedPackage("pkg_" + UUID.randomUUID(), buy.mediaBuyId(), position,
				request.productId(), request.pricingOptionId(), request.buyerRef(), request.budget(),
				request.bidPrice(), request.impressions(), Boolean.TRUE.equals(request.paused()));
		this.packages.insert(booked);
		assign(buy, booked, request.creativeAssignments(), field);
		return booked.packageId();
	}

	/**
	 * Change one package.
	 */
	void change(MediaBuy buy, BookedPackage booked, PackageUpdate update, String field) {
		refuseTargeting(update.targetingOverlay(), update.creatives(), field);
		refuseGoals(update.optimizationGoals(), field);
		if (Boolean.TRUE.equals(update.canceled())) {
			throw Refusal.unsupported(field + ".canceled", "This seller cancels whole buys; a package can be paused");
		}
		BigDecimal budget = orElse(update.budget(), booked.budget());
		requireBudget(this.products.findPricingOption(booked.productId(), booked.pricingOptionId()).orElseThrow(),
				budget, field);
		this.packages.update(new BookedPackage(booked.packageId(), booked.mediaBuyId(), booked.position(),
				booked.productId(), booked.pricingOptionId(), booked.buyerRef(), budget,
				(update.bidPrice() != null) ? update.bidPrice() : booked.bidPrice(),
				(update.impressions() != null) ? update.impressions() : booked.impressions(),
				orElse(update.paused(), booked.paused())));
		assign(buy, booked, update.creativeAssignments(), field);
	}

	private PricingOption pricingOption(PackageRequest request, String field) {
		if (!this.products.exists(request.productId())) {
			throw Refusal.of(AdcpErrorCode.PRODUCT_NOT_FOUND, field + ".product_id", "There is no such product");
		}
		return this.products.findPricingOption(request.productId(), request.pricingOptionId())
			.orElseThrow(() -> Refusal.invalid(field + ".pricing_option_id",
					"The product has no such pricing option; get_products lists those that it has"));
	}

	private static void requireBudget(PricingOption option, BigDecimal budget, String field) {
		BigDecimal minimum = option.minSpendPerPackage();
		if (minimum != null && budget.compareTo(minimum) < 0) {
			throw Refusal.of(AdcpErrorCode.BUDGET_TOO_LOW, field + ".budget",
					"The smallest budget is " + minimum.toPlainString() + " " + option.currency());
		}
	}

	private static void refuseTargeting(@Nullable Object targeting, @Nullable Object creatives, String field) {
		if (targeting != null) {
			throw Refusal.unsupported(field + ".targeting_overlay", "This seller's products cannot be targeted");
		}
		if (creatives != null) {
			throw Refusal.unsupported(field + ".creatives", "Send creatives with sync_creatives first");
		}
	}

	private static void refuseGoals(@Nullable JsonNode goals, String field) {
		if (goals != null && !goals.isNull() && !goals.isEmpty()) {
			throw Refusal.invalid(field + ".optimization_goals", "This seller's products cannot be optimized");
		}
	}

	private void assign(MediaBuy buy, BookedPackage booked, @Nullable List<CreativeAssignmentRequest> assignments,
			String field) {
		if (assignments != null) {
			this.creatives.replace(buy.accountId(), booked.packageId(), CreativeAssignmentRequest.idsOf(assignments),
					field + ".creative_assignments");
		}
	}

	private static <T> T orElse(@Nullable T value, T other) {
		return (value != null) ? value : other;
	}

}
