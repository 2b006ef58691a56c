package io.adcp.spring.idempotency.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.zaxxer.hikari.HikariDataSource;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotentResponse;
import io.adcp.spring.testing.PostgresServer;
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
		try (HikariDataSource dataSource = PostgresServer.newDatabase(4)) {
			JdbcFixture database = JdbcFixture.create(dataSource, "postgresql", "");
			database.jdbc().execute("CREATE TABLE buys (number INT)");
			try (ProxiedSeller seller = new ProxiedSeller(dataSource, database.backend(), dataSource)) {
				List<IdempotentResponse> responses = buyTogether(seller, ProxiedSeller.request());
				assertThat(seller.rows()).isEqualTo(1);
				assertThat(responses).extracting(IdempotentResponse::body).containsOnly(responses.get(0).body());
				assertThat(responses).filteredOn((response) -> !response.replayed()).hasSize(1);
			}
		}
	}

	private static List<IdempotentResponse> buyTogether(ProxiedSeller seller, IdempotencyRequest request)
			throws Exception {
		ExecutorService virtual = virtualThreads();
		try {
			CountDownLatch start = new CountDownLatch(1);
			List<Future<IdempotentResponse>> calls = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				calls.add(virtual.submit(() -> {
					start.await();
					return seller.buy(request, Buys.Work.NOTHING);
				}));
			}
			start.countDown();
			List<IdempotentResponse> responses = new ArrayList<>();
			for (Future<IdempotentResponse> call : calls) {
				responses.add(call.get());
			}
			return responses;
		}
		finally {
			virtual.shutdownNow();
		}
	}

	// By reflection, because the tests are compiled for Java 17.
	private static ExecutorService virtualThreads() throws ReflectiveOperationException {
		return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
	}

}
