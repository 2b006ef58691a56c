package io.adcp.spring.test;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What goes back to the buyer.
 *
 * @param status the HTTP status, or 0 where the connection breaks
 * @param content the answer, where there is one
 * @param afterwards is done when the answer is on its way
 */
record SellerReply(int status, @Nullable ObjectNode content, Runnable afterwards) {

	private static final Runnable NOTHING = () -> {
	};

	static final SellerReply LOST = new SellerReply(0, null, NOTHING);

	static SellerReply of(ObjectNode content) {
		return new SellerReply(200, content, NOTHING);
	}

	static SellerReply of(int status) {
		return new SellerReply(status, null, NOTHING);
	}

	SellerReply then(Runnable afterwards) {
		return new SellerReply(this.status, this.content, afterwards);
	}

}
