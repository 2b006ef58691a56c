package io.adcp.spring.idempotency.observation;

import io.adcp.spring.idempotency.IdempotencyOutcome;
import io.adcp.spring.idempotency.OutcomeCase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutcomeCountsTests {

	@Test
	void countsAreKeptByOutcome() {
		OutcomeCounts counts = new OutcomeCounts();
		OutcomeCase.all().forEach((call) -> call.run(counts));
		assertThat(counts.get()).containsEntry(IdempotencyOutcome.FAILED, 4L)
			.containsEntry(IdempotencyOutcome.CONFLICT, 2L)
			.containsEntry(IdempotencyOutcome.EXECUTED, 1L)
			.hasSize(IdempotencyOutcome.values().length);
	}

}
