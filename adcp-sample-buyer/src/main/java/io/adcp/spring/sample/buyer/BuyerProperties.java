package io.adcp.spring.sample.buyer;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the desk can be told.
 *
 * @param plan the plan to book: a file's path, or a {@code classpath:} or {@code file:}
 * location. A file named on the command line comes before it.
 * @param database the path of the desk's database, absolute or beginning with {@code ./},
 * without the ending that H2 adds.
 * @param giveUpAfter how many campaigns in a row may end without a known outcome before
 * the desk leaves the rest for its next run: the seller is then not there or refuses the
 * desk's token, and each further campaign would fare no better.
 * @param webhooks the address below which the agency receives webhooks, if it does: the
 * seller is asked to tell there how the tasks end that it does not finish at once.
 */
@ConfigurationProperties("buyer")
record BuyerProperties(@DefaultValue("classpath:plan.json") String plan, @DefaultValue("./agency-desk") String database,
		@DefaultValue("2") int giveUpAfter, @Nullable URI webhooks) {
}
