package io.adcp.spring.sample.seller.product;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The catalogue in the database.
 */
@Repository
public class Products {

	private static final String SELECT_PRODUCTS = """
			SELECT product_id, name, description, publisher_domain, channel, delivery_type
			FROM product ORDER BY product_id""";

	private static final String SELECT_PRODUCT_FORMATS = """
			SELECT product_id, format_id FROM product_format ORDER BY product_id, format_id""";

	private static final String SELECT_PRICING_OPTIONS = """
			SELECT product_id, pricing_option_id, pricing_model, currency, fixed_price, min_spend_per_package
			FROM pricing_option ORDER BY product_id, pricing_option_id""";

	private static final String SELECT_PRICING_OPTION = """
			SELECT product_id, pricing_option_id, pricing_model, currency, fixed_price, min_spend_per_package
			FROM pricing_option WHERE product_id = :productId AND pricing_option_id = :pricingOptionId""";

	private static final String COUNT_PRODUCT = "SELECT COUNT(*) FROM product WHERE product_id = :productId";

	private static final String SELECT_FORMATS = """
			SELECT format_id, name, description, asset_id, asset_type FROM creative_format ORDER BY format_id""";

	private final JdbcClient jdbc;

	Products(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Return everything that can be bought: products without a price cannot.
	 * @return the products in the order of their ids
	 */
	List<Product> findSellable() {
		Map<String, List<String>> formats = this.jdbc.sql(SELECT_PRODUCT_FORMATS)
			.query(ProductFormat.class)
			.list()
			.stream()
			.collect(Collectors.groupingBy(ProductFormat::productId,
					Collectors.mapping(ProductFormat::formatId, Collectors.toList())));
		Map<String, List<PricingOption>> prices = this.jdbc.sql(SELECT_PRICING_OPTIONS)
			.query(PricingOption.class)
			.list()
			.stream()
			.collect(Collectors.groupingBy(PricingOption::productId));
		return this.jdbc.sql(SELECT_PRODUCTS)
			.query(ProductRow.class)
			.list()
			.stream()
			.filter((row) -> prices.containsKey(row.productId()))
			.map((row) -> row.with(formats.getOrDefault(row.productId(), List.of()),
					prices.getOrDefault(row.productId(), List.of())))
			.toList();
	}

	/**
	 * Return whether there is such a product.
	 * @param productId the product's id
	 * @return {@code true} where there is
	 */
	public boolean exists(String productId) {
		return this.jdbc.sql(COUNT_PRODUCT).param("productId", productId).query(Integer.class).single() > 0;
	}

	/**
	 * Return one price of one product.
	 * @param productId the product's id
	 * @param pricingOptionId the option's id within the product
	 * @return the price, empty where the product has no such option
	 */
	public Optional<PricingOption> findPricingOption(String productId, String pricingOptionId) {
		return this.jdbc.sql(SELECT_PRICING_OPTION)
			.param("productId", productId)
			.param("pricingOptionId", pricingOptionId)
			.query(PricingOption.class)
			.optional();
	}

	/**
	 * Return the creative formats that this seller takes.
	 * @return the formats in the order of their ids
	 */
	public List<CreativeFormat> findFormats() {
		return this.jdbc.sql(SELECT_FORMATS).query(CreativeFormat.class).list();
	}

	private record ProductFormat(String productId, String formatId) {
	}

	private record ProductRow(String productId, String name, String description, String publisherDomain, String channel,
			String deliveryType) {

		Product with(List<String> formatIds, List<PricingOption> pricingOptions) {
			return new Product(this.productId, this.name, this.description, this.publisherDomain, this.channel,
					this.deliveryType, formatIds, pricingOptions);
		}

	}

}
