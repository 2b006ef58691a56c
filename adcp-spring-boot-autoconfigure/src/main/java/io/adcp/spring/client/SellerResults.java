package io.adcp.spring.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What several sellers answered to the same request. Each seller is in one of the maps.
 *
 * @param <T> the type of the answers
 * @param results the answers by the sellers' names
 * @param failures the other sellers' failures: {@link io.adcp.spring.AdcpException} where
 * the call failed, anything else where it could not be made
 * @since 0.1.0
 */
public record SellerResults<T>(Map<String, AdcpResult<T>> results, Map<String, RuntimeException> failures) {

	public SellerResults {
		results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
		failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
	}

}
