package io.adcp.spring.idempotency;

import io.adcp.spring.idempotency.contract.Engines;
import io.adcp.spring.idempotency.contract.Requests;
import io.adcp.spring.idempotency.contract.ScriptedBackend;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClaimOwnerTests {

	private final ScriptedBackend backend = ScriptedBackend.free();

	@Test
	void eachAttemptOfEachEngineIsAnOwnerOfItsOwn() throws Exception {
		IdempotencyRequest request = Requests.request();
		for (int i = 0; i < 3; i++) {
			IdempotencyStore store = Engines.rejecting(this.backend);
			store.execute(request, () -> "{}");
			store.execute(request, () -> "{}");
		}
		assertThat(this.backend.claims()).extracting(Claim::owner).hasSize(6).doesNotHaveDuplicates();
	}

}
