package io.adcp.spring.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.adcp.spring.IdempotencyExpiredException;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.PayloadHash;
import io.adcp.spring.server.AccountResolver;
import io.adcp.spring.server.AgentResolver;
import io.adcp.spring.server.ExchangeFactory;
import io.adcp.spring.server.PayloadHasher;
import io.adcp.spring.testing.AdjustableClock;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What an application may want otherwise is one bean each, and the starter's steps back.
 */
class ReplacedSeamsTests {

	private static final PayloadHash ALIKE = PayloadHash.of(new byte[32]);

	@Test
	void hashFunctionAgentAndAccountAreTheApplications() {
		SellerContext.seller()
			.withBean(PayloadHasher.class, () -> (request) -> ALIKE)
			.withBean(AgentResolver.class, () -> (principal) -> "somebody")
			.withBean(AccountResolver.class, () -> (agent, request) -> agent + "'s account")
			.run((context) -> {
				assertThat(context).hasSingleBean(PayloadHasher.class).hasSingleBean(AccountResolver.class);
				String agent = context.getBean(AgentResolver.class).resolve(null);
				IdempotencyRequest request = context.getBean(ExchangeFactory.class)
					.create("create_media_buy", request(), agent)
					.idempotencyRequest()
					.orElseThrow();
				assertThat(request.payload()).isEqualTo(ALIKE);
				assertThat(request.scope().account()).isEqualTo("somebody's account");
			});
	}

	@Test
	void theClockOfThatNameDecidesAboutExpiryAndNoOtherClockDoes() {
		AdjustableClock clock = new AdjustableClock();
		SellerContext.seller()
			.withBean(AdcpIdempotencyAutoConfiguration.CLOCK, Clock.class, () -> clock)
			.withBean("clockOfTheApplication", Clock.class, () -> Clock.fixed(Instant.EPOCH, clock.getZone()))
			.run((context) -> {
				IdempotencyRequest request = SellerContext.request(null);
				SellerContext.execute(context, request, () -> "{}");
				clock.advance(Duration.ofHours(23));
				assertThat(SellerContext.execute(context, request, () -> "{}").replayed()).isTrue();
				clock.advance(Duration.ofHours(1).plusSeconds(61));
				assertThatExceptionOfType(IdempotencyExpiredException.class)
					.isThrownBy(() -> SellerContext.execute(context, request, () -> "{}"));
			});
	}

	private static JsonNode request() {
		return JsonNodeFactory.instance.objectNode().put("idempotency_key", IdempotencyKey.generate());
	}

}
