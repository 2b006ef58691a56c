package io.adcp.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.RateLimitedException;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.InsertLimiter;
import io.adcp.spring.idempotency.limit.BucketInsertLimiter;
import io.adcp.spring.idempotency.limit.InsertLimits;
import io.adcp.spring.idempotency.limit.InsertLimits.Rate;
import io.adcp.spring.idempotency.limit.Limiters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@code adcp.idempotency.rate-limit.*}, and what the engine makes of a refusal.
 */
@ExtendWith(OutputCaptureExtension.class)
class InsertLimitPropertiesTests {

	private final ApplicationContextRunner seller = SellerContext.seller();

	private final ApplicationContextRunner tenWrites = this.seller.withBean(InsertLimiter.class,
			InsertLimitPropertiesTests::tenWritesAndNeverMore);

	@Test
	void limitsAreOnWithTheValuesThatAdcpStartsFrom() {
		this.seller.run((context) -> {
			assertThat(context).hasSingleBean(BucketInsertLimiter.class);
			assertThat(context.getBean(AdcpIdempotencyProperties.class).getRateLimit().toLimits())
				.isEqualTo(InsertLimits.DEFAULT);
		});
	}

	@Test
	void limitsAreSwitchedOffByNameAndThatIsWarnedOf(CapturedOutput output) {
		this.seller.withPropertyValues("adcp.idempotency.rate-limit.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(InsertLimiter.class).hasSingleBean(IdempotencyStore.class);
			assertThat(output).contains("WARN").contains("adcp.idempotency.rate-limit.enabled=false");
		});
	}

	@Test
	void anApplicationsOwnLimiterIsTheOne() {
		InsertLimiter own = (scope, task) -> {
		};
		this.seller.withBean(InsertLimiter.class, () -> own)
			.run((context) -> assertThat(context.getBean(InsertLimiter.class)).isSameAs(own));
	}

	@Test
	void aLimitBelowOneIsRefused() {
		this.seller.withPropertyValues("adcp.idempotency.rate-limit.reads.burst=0")
			.run((context) -> assertThat(context).getFailure().hasRootCauseInstanceOf(BindValidationException.class));
	}

	@Test
	void theGreatestLimitsCanBeCounted() {
		this.seller.withPropertyValues("adcp.idempotency.rate-limit.writes.sustained=10000000",
				"adcp.idempotency.rate-limit.writes.burst=10000000", "adcp.idempotency.rate-limit.agent-multiple=100")
			.run((context) -> assertThat(grantedOf(context, 2)).isEqualTo(2));
	}

	@Test
	void aReplayCostsNothing() {
		this.tenWrites.run((context) -> {
			IdempotencyRequest request = SellerContext.request(null);
			for (int i = 0; i < 50; i++) {
				assertThat(SellerContext.execute(context, request, () -> "{}").replayed()).isEqualTo(i > 0);
			}
			assertThat(grantedOf(context, 50)).isEqualTo(9);
		});
	}

	@Test
	void aRefusalIsNotStoredAndRunsNoHandler() {
		this.tenWrites.run((context) -> {
			grantedOf(context, 10);
			IdempotencyRequest request = SellerContext.request(null);
			List<String> runs = new ArrayList<>();
			assertThatExceptionOfType(RateLimitedException.class)
				.isThrownBy(() -> SellerContext.execute(context, request, () -> {
					runs.add("run");
					return "{}";
				}))
				.satisfies((ex) -> assertThat(ex.retryAfter()).isPositive());
			assertThat(runs).isEmpty();
			// The same key as a read, which has a budget of its own: it is free.
			IdempotencyRequest later = SellerContext.request(request.key(), AdcpTask.GET_PRODUCTS, 1);
			assertThat(SellerContext.execute(context, later, () -> "{}").replayed()).isFalse();
		});
	}

	@Test
	void everyLimitHasAProperty() {
		this.seller
			.withPropertyValues("adcp.idempotency.rate-limit.writes.sustained=1",
					"adcp.idempotency.rate-limit.writes.burst=2", "adcp.idempotency.rate-limit.reads.sustained=3",
					"adcp.idempotency.rate-limit.reads.burst=4", "adcp.idempotency.rate-limit.agent-multiple=5",
					"adcp.idempotency.rate-limit.max-scopes=6")
			.run((context) -> assertThat(context.getBean(AdcpIdempotencyProperties.class).getRateLimit().toLimits())
				.isEqualTo(new InsertLimits(new Rate(1, 2), new Rate(3, 4), 5, 6)));
	}

	private static InsertLimiter tenWritesAndNeverMore() {
		Rate many = new Rate(1000, 1000);
		return Limiters.neverRefilled(new InsertLimits(new Rate(1, 1), many, 1, 100));
	}

	private static int grantedOf(ApplicationContext context, int wanted) throws Exception {
		int granted = 0;
		for (int i = 0; i < wanted; i++) {
			try {
				SellerContext.execute(context, SellerContext.request(null), () -> "{}");
				granted++;
			}
			catch (RateLimitedException ex) {
				// Counted by not being granted.
			}
		}
		return granted;
	}

}
