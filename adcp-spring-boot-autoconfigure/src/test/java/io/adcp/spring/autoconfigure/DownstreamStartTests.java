package io.adcp.spring.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.downstream.AdcpClaim;
import io.adcp.spring.downstream.Downstream;
import io.adcp.spring.downstream.OpenClaims;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpController;
import org.junit.jupiter.api.Test;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls to other systems are set up where there are some, and a set-up that could not
 * keep their promise stops the start.
 */
class DownstreamStartTests {

	private final ApplicationContextRunner application = SellerContext.application()
		.withPropertyValues("spring.datasource.generate-unique-name=true");

	private final ApplicationContextRunner seller = this.application.withBean(Updates.class)
		.withBean("pricing", Downstream.class, () -> new Pricing("pricing", Duration.ofSeconds(5)));

	@Test
	void aSellerWithASystemStarts() {
		this.seller.run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(OpenClaims.class);
			assertThat(context.getBean(ReconciliationLifecycle.class).isRunning()).isTrue();
		});
	}

	@Test
	void aSellerWithoutASystemHasNeitherEngineNorThread() {
		SellerContext.seller()
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(OpenClaims.class)
				.doesNotHaveBean(ReconciliationLifecycle.class));
	}

	@Test
	void aClaimWithoutASystemIsRefused() {
		assertFailure(this.application.withBean(Updates.class), "takes a claim", "of type Downstream");
	}

	@Test
	void aClaimWithoutADatabaseIsRefused() {
		assertFailure(this.seller.withPropertyValues("adcp.idempotency.backend=memory"), "takes a claim",
				"The backend is 'memory'");
	}

	@Test
	void anOpenViewAroundAClaimIsRefused() {
		assertFailure(this.seller.withBean("openEntityManagerInViewInterceptor", Object.class, Object::new),
				"spring.jpa.open-in-view=false");
	}

	@Test
	void twoSystemsOfOneNameAreRefused() {
		assertFailure(this.seller.withBean("other", Downstream.class, () -> new Pricing("pricing", Duration.ZERO)),
				"the name 'pricing'");
	}

	@Test
	void aNameThatCannotBeStoredIsRefused() {
		assertFailure(this.seller.withBean("other", Downstream.class, () -> new Pricing("Ad Server", Duration.ZERO)),
				"the name 'Ad Server'");
	}

	@Test
	void aCallThatNoRequestHasTimeForIsRefused() {
		assertFailure(this.seller.withBean("slow", Downstream.class, () -> new Pricing("slow", Duration.ofMinutes(1))),
				"'slow' may take PT1M");
	}

	@Test
	void aTransactionAroundAClaimIsRefused() {
		assertFailure(
				this.application.withBean(Transactions.class)
					.withBean("pricing", Downstream.class, () -> new Pricing("pricing", Duration.ZERO)),
				"commits by itself");
	}

	@Test
	void aClaimOfAMethodThatIsNotIdempotentIsRefused() {
		assertFailure(
				this.application.withBean(Unprotected.class)
					.withBean("pricing", Downstream.class, () -> new Pricing("pricing", Duration.ZERO)),
				"is not @Idempotent");
	}

	@Test
	void aPassThatNeverRestsIsRefused() {
		this.seller.withPropertyValues("adcp.downstream.reconcile-interval=0s")
			.run((context) -> assertThat(context).hasFailed());
	}

	private static void assertFailure(ApplicationContextRunner runner, String... texts) {
		FailureAnalysis failure = StartFailure.of(runner);
		assertThat(failure.getDescription() + " " + failure.getAction()).contains(texts);
	}

	@AdcpController
	static class Updates {

		@Idempotent
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public Map<String, Object> update(AdcpClaim claim) {
			return claim.commit(Map::of);
		}

	}

	@AdcpController
	static class Transactions {

		@Idempotent
		@Transactional
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public Map<String, Object> update(AdcpClaim claim) {
			return claim.commit(Map::of);
		}

	}

	@AdcpController
	static class Unprotected {

		@AdcpTask("a_task_of_ours")
		public Map<String, Object> update(AdcpClaim claim) {
			return claim.commit(Map::of);
		}

	}

	private record Pricing(String name, Duration timeout) implements Downstream<String, String> {

		@Override
		public String invoke(String requestId, String request) {
			return request;
		}

		@Override
		public Optional<String> find(String requestId) {
			return Optional.empty();
		}

	}

}
