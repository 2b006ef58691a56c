package io.adcp.spring.sample.seller.mediabuy;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code get_media_buys}.
 *
 * @param mediaBuys the buys of this page
 * @param pagination where the next page begins
 */
record GetMediaBuysResponse(List<MediaBuyDetails> mediaBuys, Pagination pagination) {

	record Pagination(boolean hasMore, @Nullable String cursor) {
	}

}
