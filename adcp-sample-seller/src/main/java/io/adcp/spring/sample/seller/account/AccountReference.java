package io.adcp.spring.sample.seller.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * An account as a request names it: by this seller's id, or by its natural key of brand
 * and operator.
 *
 * @param accountId this seller's id, or {@code null}
 * @param brand whose products are advertised, or {@code null}
 * @param operator the domain of who buys for the brand, or {@code null}
 * @param sandbox whether nothing is to be delivered or billed; absent means {@code false}
 */
public record AccountReference(@Nullable String accountId, @Nullable @Valid BrandReference brand,
		@Nullable @Size(max = 255) String operator, @Nullable Boolean sandbox) {
}
