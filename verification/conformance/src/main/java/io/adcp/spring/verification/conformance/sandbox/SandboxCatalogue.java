package io.adcp.spring.verification.conformance.sandbox;

import java.math.BigDecimal;
import java.util.List;

import io.adcp.spring.sample.seller.product.PricingOption;
import io.adcp.spring.sample.seller.product.Product;
import io.adcp.spring.sample.seller.product.Products;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Puts the product that tests expect into the catalogue, before the first request can
 * come.
 */
@Component
class SandboxCatalogue implements SmartInitializingSingleton {

	private static final String TEST_PRODUCT = "test-product";

	private final Products products;

	SandboxCatalogue(Products products) {
		this.products = products;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.products.save(new Product(TEST_PRODUCT, "Test product", "Nothing is ever delivered.", "sandbox.example",
				"display", "non_guaranteed", List.of("display_300x250"), List.of()));
		this.products.save(new PricingOption(TEST_PRODUCT, "default", "cpm", "USD", new BigDecimal("5.00"), null));
		this.products.save(new PricingOption(TEST_PRODUCT, "test-pricing", "cpm", "USD", new BigDecimal("5.00"), null));
	}

}
