package io.adcp.spring.sample.seller.mediabuy;

import io.adcp.spring.sample.seller.adserver.OrderRequest;

/**
 * A media buy that waits for its order, as it is handed to the work that orders it.
 *
 * @param agent whose it is
 * @param accountId who pays
 * @param order what to order
 */
record OrderedBuy(String agent, String accountId, OrderRequest order) {

	String mediaBuyId() {
		return this.order.mediaBuyId();
	}

}
