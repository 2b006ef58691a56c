package io.adcp.spring.idempotency.jdbc;

import java.util.List;

import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotentResponse;
import io.adcp.spring.idempotency.contract.Calls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The engine holds no monitor while it waits, and binds nothing to a platform thread.
 */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "Virtual threads need JDK 21; run the tests on JDK 25, too")
class VirtualThreadTests {

	@Test
	void manyDuplicatesOnVirtualThreadsAreOneExecution() throws Exception {
		try (JdbcFixture database = JdbcFixture.postgres(4)) {
			database.jdbc().execute("CREATE TABLE buys (number INT)");
			try (ProxiedSeller seller = new ProxiedSeller(database.dataSource(), database.backend(),
					database.dataSource())) {
				List<IdempotentResponse> responses = buyTogether(seller, ProxiedSeller.request());
				assertThat(seller.rows()).isEqualTo(1);
				assertThat(responses).extracting(IdempotentResponse::body).containsOnly(responses.get(0).body());
				assertThat(responses).filteredOn((response) -> !response.replayed()).hasSize(1);
			}
		}
	}

	private static List<IdempotentResponse> buyTogether(ProxiedSeller seller, IdempotencyRequest request)
			throws Exception {
		try (Calls virtual = Calls.onVirtualThreads()) {
			return Calls.results(virtual.together(100, () -> seller.buy(request, Buys.Work.NOTHING)));
		}
	}

}
