package io.adcp.spring.sample.seller.product;

import java.util.List;

/**
 * Something for sale.
 *
 * @param productId the product's id
 * @param name its name
 * @param description what one gets
 * @param publisherDomain whose pages, clips or podcasts it runs on
 * @param channel the advertising channel
 * @param deliveryType {@code guaranteed} or {@code non_guaranteed}
 * @param formatIds the creative formats that it takes
 * @param pricingOptions its prices
 */
public record Product(String productId, String name, String description, String publisherDomain, String channel,
		String deliveryType, List<String> formatIds, List<PricingOption> pricingOptions) {
}
