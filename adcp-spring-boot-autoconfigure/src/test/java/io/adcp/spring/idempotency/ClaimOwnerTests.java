package io.adcp.spring.idempotency;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClaimOwnerTests {

	private final ScriptedBackend backend = ScriptedBackend.free();

	@Test
	void eachAttemptOfEachEngineIsAnOwnerOfItsOwn() throws Exception {
		IdempotencyRequest request = new IdempotencyRequest(new IdempotencyScope("agent", null, null),
				IdempotencyKey.generate(), AdcpTask.CREATE_MEDIA_BUY, PayloadHash.of(new byte[32]));
		for (int i = 0; i < 3; i++) {
			IdempotencyStore store = this.backend.store(InsertLimiter.NONE);
			store.execute(request, () -> "{}");
			store.execute(request, () -> "{}");
		}
		assertThat(this.backend.claims()).extracting(Claim::owner).hasSize(6).doesNotHaveDuplicates();
	}

}
