package io.adcp.spring.autoconfigure;

import javax.sql.DataSource;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.contract.ScriptedBackend;
import io.adcp.spring.idempotency.observation.CallObservation;
import io.adcp.spring.idempotency.observation.RecordGauges;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Metrics, health and endpoint are there where their libraries are, and only there.
 */
class SellerOperationsTests {

	private final ApplicationContextRunner bare = SellerContext.seller()
		.withConfiguration(AutoConfigurations.of(AdcpIdempotencyObservationAutoConfiguration.class,
				AdcpIdempotencyActuatorAutoConfiguration.class));

	private final ApplicationContextRunner seller = this.bare
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class, MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class))
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withPropertyValues("management.endpoints.web.exposure.include=*",
				"management.endpoints.jmx.exposure.include=*");

	@Test
	void callsAreTimedByTaskOutcomeAndBackend() {
		this.seller.run((context) -> {
			IdempotencyRequest request = SellerContext.request(null);
			SellerContext.execute(context, request, () -> "{}");
			SellerContext.execute(context, request, () -> "{}");
			SellerContext.execute(context, SellerContext.request(null, "a_task_of_ours", 0), () -> "{}");
			assertThat(timer(context.getBean(MeterRegistry.class), AdcpTask.CREATE_MEDIA_BUY, "executed").count())
				.isOne();
			assertThat(timer(context.getBean(MeterRegistry.class), AdcpTask.CREATE_MEDIA_BUY, "replayed").count())
				.isOne();
			assertThat(timer(context.getBean(MeterRegistry.class), "other", "executed").count()).isOne();
		});
	}

	@Test
	void noMeterHasAKeyAgentOrAccount() {
		this.seller.run((context) -> {
			IdempotencyRequest request = SellerContext.request(null);
			SellerContext.execute(context, request, () -> "{}");
			assertThat(context.getBean(MeterRegistry.class).getMeters()).noneMatch((meter) -> {
				String id = meter.getId().toString();
				return id.contains(request.key().substring(0, 8)) || id.contains(SellerContext.SCOPE.agent())
						|| id.contains("account-1");
			});
		});
	}

	@Test
	void recordsAreGauged() {
		this.seller.run((context) -> {
			SellerContext.execute(context, SellerContext.request(null), () -> "{}");
			assertThat(context.getBean(MeterRegistry.class)
				.get(RecordGauges.NAME)
				.tags("adcp.state", "live", "adcp.backend", "jdbc")
				.gauge()
				.value()).isEqualTo(1);
		});
	}

	@Test
	void healthTouchesTheTableAndTellsNoSql() {
		this.seller.run((context) -> {
			HealthIndicator indicator = context.getBean("adcpIdempotencyHealthIndicator", HealthIndicator.class);
			assertThat(indicator.health()).isEqualTo(Health.up().withDetail("backend", "jdbc").build());
			new JdbcTemplate(context.getBean(DataSource.class)).execute("DROP TABLE adcp_idempotency");
			assertThat(indicator.health()).isEqualTo(Health.down().withDetail("backend", "jdbc").build());
		});
	}

	@Test
	void healthIsSwitchedOffByName() {
		this.seller.withPropertyValues("management.health.adcpidempotency.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(IdempotencyHealthIndicator.class));
	}

	@Test
	void anEndpointThatIsNotExposedIsNotMade() {
		this.seller
			.withPropertyValues("management.endpoints.web.exposure.include=health",
					"management.endpoints.jmx.exposure.include=health")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(IdempotencyEndpoint.class));
	}

	@Test
	void aBackendThatCannotBeInspectedHasNeitherGaugesNorHealth() {
		this.seller.withBean(IdempotencyBackend.class, ScriptedBackend::free)
			.withPropertyValues("adcp.idempotency.secret=a secret of its own")
			.run((context) -> {
				assertThat(context).hasNotFailed()
					.hasSingleBean(CallObservation.class)
					.doesNotHaveBean(RecordGauges.class)
					.doesNotHaveBean(IdempotencyHealthIndicator.class);
				assertThat(context.getBean(IdempotencyEndpoint.class).describe()).containsOnlyKeys("configuration",
						"outcomes");
			});
	}

	@Test
	void callsOfAnyBackendAreObserved() {
		this.seller.withPropertyValues("adcp.idempotency.backend=memory").run((context) -> {
			SellerContext.execute(context, SellerContext.request(null), () -> "{}");
			assertThat(context.getBean(MeterRegistry.class)
				.get(CallObservation.NAME)
				.tags("adcp.outcome", "executed", "adcp.backend", "memory")
				.timer()
				.count()).isOne();
		});
	}

	@Test
	void nothingIsObservedWithoutARegistry() {
		this.bare.run((context) -> assertThat(context).hasNotFailed()
			.hasSingleBean(IdempotencyStore.class)
			.doesNotHaveBean(CallObservation.class)
			.doesNotHaveBean(RecordGauges.class));
	}

	@Test
	void withoutMicrometerNothingIsMeasured() {
		this.seller.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(IdempotencyStore.class)
				.doesNotHaveBean(CallObservation.class)
				.doesNotHaveBean(RecordGauges.class));
	}

	@Test
	void withoutActuatorThereIsNoEndpointAndNoHealth() {
		this.bare
			.withClassLoader(
					new FilteredClassLoader(Endpoint.class.getPackageName(), HealthIndicator.class.getPackageName()))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(IdempotencyStore.class)
				.doesNotHaveBean(IdempotencyEndpoint.class)
				.doesNotHaveBean(IdempotencyHealthIndicator.class));
	}

	@Test
	void aSellerRunsWithoutTheJarsOfActuatorAndMicrometer() throws Exception {
		ClassPath.without("spring-boot-(actuator|health|micrometer|starter-(actuator|micrometer))|micrometer-core")
			.run(SellerWithoutOperations.class);
	}

	private static Timer timer(MeterRegistry registry, String task, String outcome) {
		return registry.get(CallObservation.NAME)
			.tags("adcp.task", task, "adcp.outcome", outcome, "adcp.backend", "jdbc")
			.timer();
	}

}
