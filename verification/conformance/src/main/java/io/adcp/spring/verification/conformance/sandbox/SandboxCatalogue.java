package io.adcp.spring.verification.conformance.sandbox;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import io.adcp.spring.sample.seller.product.PricingOption;
import io.adcp.spring.sample.seller.product.Product;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets tests change the catalogue, and puts the product that they expect into it before
 * the first request can come.
 */
@Component
class SandboxCatalogue implements SmartInitializingSingleton {

	private static final String TEST_PRODUCT = "test-product";

	private static final String INSERT_PRODUCT = """
			INSERT INTO product (product_id, name, description, publisher_domain, channel, delivery_type)
			VALUES (:productId, :name, :description, :publisherDomain, :channel, :deliveryType)
			ON CONFLICT DO NOTHING""";

	private static final String UPDATE_PRODUCT = """
			UPDATE product SET name = :name, description = :description, publisher_domain = :publisherDomain,
				channel = :channel, delivery_type = :deliveryType
			WHERE product_id = :productId""";

	private static final String INSERT_PRODUCT_FORMAT = """
			INSERT INTO product_format (product_id, format_id) VALUES (:productId, :formatId)
			ON CONFLICT DO NOTHING""";

	private static final String INSERT_PRICING_OPTION = """
			INSERT INTO pricing_option
				(product_id, pricing_option_id, pricing_model, currency, fixed_price, min_spend_per_package)
			VALUES (:productId, :pricingOptionId, :pricingModel, :currency, :fixedPrice, :minSpendPerPackage)
			ON CONFLICT DO NOTHING""";

	private static final String UPDATE_PRICING_OPTION = """
			UPDATE pricing_option SET pricing_model = :pricingModel, currency = :currency,
				fixed_price = :fixedPrice, min_spend_per_package = :minSpendPerPackage
			WHERE product_id = :productId AND pricing_option_id = :pricingOptionId""";

	private static final String FIND_CREATIVE_STATUS = """
			SELECT c.status FROM creative c JOIN account a ON a.account_id = c.account_id
			WHERE a.agent = :agent AND c.creative_id = :creativeId""";

	private static final String UPDATE_CREATIVE_STATUS = """
			UPDATE creative SET status = :status WHERE creative_id = :creativeId
				AND account_id IN (SELECT account_id FROM account WHERE agent = :agent)""";

	private final JdbcClient jdbc;

	SandboxCatalogue(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public void afterSingletonsInstantiated() {
		save(new Product(TEST_PRODUCT, "Test product", "Nothing is ever delivered.", "sandbox.example", "display",
				"non_guaranteed", List.of("display_300x250"), List.of()));
		save(new PricingOption(TEST_PRODUCT, "default", "cpm", "USD", new BigDecimal("5.00"), null));
		save(new PricingOption(TEST_PRODUCT, "test-pricing", "cpm", "USD", new BigDecimal("5.00"), null));
	}

	/**
	 * Add a product, or change the one with the same id. Its pricing options are saved on
	 * their own.
	 * @param product the product
	 */
	void save(Product product) {
		if (this.jdbc.sql(UPDATE_PRODUCT).paramSource(product).update() == 0) {
			this.jdbc.sql(INSERT_PRODUCT).paramSource(product).update();
		}
		for (String formatId : product.formatIds()) {
			this.jdbc.sql(INSERT_PRODUCT_FORMAT)
				.param("productId", product.productId())
				.param("formatId", formatId)
				.update();
		}
	}

	/**
	 * Give an agent's creative a state.
	 * @return the state before, or empty where the agent has no such creative
	 */
	Optional<String> forceCreativeStatus(String agent, String creativeId, String status) {
		Optional<String> before = this.jdbc.sql(FIND_CREATIVE_STATUS)
			.param("agent", agent)
			.param("creativeId", creativeId)
			.query(String.class)
			.optional();
		this.jdbc.sql(UPDATE_CREATIVE_STATUS)
			.param("agent", agent)
			.param("creativeId", creativeId)
			.param("status", status)
			.update();
		return before;
	}

	/**
	 * Add a pricing option to a product that exists, or change it.
	 * @param option the option
	 */
	void save(PricingOption option) {
		if (this.jdbc.sql(UPDATE_PRICING_OPTION).paramSource(option).update() == 0) {
			this.jdbc.sql(INSERT_PRICING_OPTION).paramSource(option).update();
		}
	}

}
