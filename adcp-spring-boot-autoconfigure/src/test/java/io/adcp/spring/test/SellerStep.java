package io.adcp.spring.test;

/**
 * What the seller does with one attempt.
 */
@FunctionalInterface
interface SellerStep {

	/** As AdCP asks for it. */
	SellerStep HONEST = (call, seller) -> SellerReply.of(seller.execute(call));

	SellerReply play(ReceivedCall call, SellerMemory seller);

}
