package io.adcp.spring.client;

import java.util.List;
import java.util.Map;

/**
 * What came of one pass over the stored calls.
 *
 * @param settled the calls that have ended in this pass
 * @param unfinished the calls that the seller goes on with; the next pass asks again
 * @param open the calls whose end is not known, each with the reason; the next pass tries
 * again
 * @param unreadable the ids of the calls that cannot be read from the book, each with the
 * reason; nothing was sent for them
 * @since 0.1.0
 */
public record ResumedCalls(List<AdcpCall> settled, List<AdcpCall> unfinished, Map<AdcpCall, RuntimeException> open,
		Map<String, RuntimeException> unreadable) {

	public ResumedCalls {
		settled = List.copyOf(settled);
		unfinished = List.copyOf(unfinished);
		open = Map.copyOf(open);
		unreadable = Map.copyOf(unreadable);
	}

}
