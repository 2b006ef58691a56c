package io.adcp.spring.sample.seller.product;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The part of a {@code get_products} request that this seller reads.
 *
 * @param buyingMode {@code brief}, {@code wholesale} or {@code refine}; absent is read as
 * {@code wholesale}
 * @param brief what the campaign is about, in a person's words
 * @param filters what the products must be
 */
record GetProductsRequest(@Nullable String buyingMode, @Nullable String brief, @Nullable Filters filters) {

	/**
	 * Conditions that all hold.
	 *
	 * @param deliveryType the delivery type to have
	 * @param channels the channels, one of which to have
	 */
	record Filters(@Nullable String deliveryType, @Nullable List<String> channels) {

		boolean accept(Product product) {
			return (this.deliveryType == null || this.deliveryType.equals(product.deliveryType()))
					&& (this.channels == null || this.channels.contains(product.channel()));
		}

	}

}
