package io.adcp.spring.sample.seller.account;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A brand by its domain, and by its id where the domain has several.
 *
 * @param domain the brand's domain
 * @param brandId the brand within the domain, or {@code null}
 */
public record BrandReference(@NotBlank @Size(max = 255) String domain, @Nullable @Size(max = 100) String brandId) {
}
