package io.adcp.spring.idempotency.observation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import io.adcp.spring.idempotency.InspectableIdempotencyBackend;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend.Counts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;

class RecordGaugesTests {

	private final AtomicLong nanos = new AtomicLong();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final InspectableIdempotencyBackend backend = mock(InspectableIdempotencyBackend.class);

	@BeforeEach
	void bind() {
		given(this.backend.name()).willReturn("jdbc");
		new RecordGauges(this.backend, this.nanos::get).bindTo(this.registry);
	}

	@Test
	void liveRecordsAndTombstonesAreToldApart() {
		given(this.backend.count()).willReturn(Optional.of(new Counts(7, 2, 1)));
		assertThat(value("live")).isEqualTo(7);
		assertThat(value("tombstone")).isEqualTo(2);
	}

	@Test
	void theBackendIsAskedEveryTenSecondsAtMost() {
		given(this.backend.count()).willReturn(Optional.of(new Counts(1, 0, 0)), Optional.of(new Counts(2, 0, 0)));
		assertThat(value("live")).isEqualTo(1);
		this.nanos.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
		assertThat(value("live")).isEqualTo(1);
		this.nanos.incrementAndGet();
		assertThat(value("live")).isEqualTo(2);
		then(this.backend).should(times(2)).count();
	}

	@Test
	void aBackendWhoseStoreDoesNotCountGivesNoNumber() {
		given(this.backend.count()).willReturn(Optional.empty());
		assertThat(value("live")).isNaN();
	}

	@Test
	void aBackendThatFailsToCountGivesNoNumber() {
		given(this.backend.count()).willThrow(new IllegalStateException("down"));
		assertThat(value("live")).isNaN();
	}

	private double value(String state) {
		return this.registry.get("adcp.server.idempotency.records")
			.tags("adcp.state", state, "adcp.backend", "jdbc")
			.gauge()
			.value();
	}

}
