package io.adcp.spring.sample.seller.adserver;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How large media buys are ordered.
 *
 * @param url where the ad server is; without it, every buy is booked at once
 * @param ordersAbove a buy with a larger total budget is ordered first
 * @param timeout how long an answer may take
 * @param settling how long after a lost call the order may still come into being
 */
@Validated
@ConfigurationProperties("sample.seller.ad-server")
public record AdServerProperties(@Nullable URI url, @DefaultValue("50000") @NotNull @Positive BigDecimal ordersAbove,
		@DefaultValue("5s") @NotNull Duration timeout, @DefaultValue("10s") @NotNull Duration settling) {
}
