package io.adcp.spring.idempotency.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.adcp.spring.testing.PostgresServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JdbcSettingsTests {

	private static final int NODES = 8;

	@Test
	void nodesThatStartTogetherAgreeOnOneSaltAndKeepIt() throws Exception {
		try (HikariDataSource dataSource = PostgresServer.newDatabase(NODES)) {
			JdbcFixture.create(dataSource, "postgresql", "");
			List<String> salts = startTogether(dataSource);
			assertThat(salts).hasSize(NODES)
				.containsOnly(new JdbcSettings(dataSource, JdbcFixture.TABLE).accountSalt());
			assertThat(salts.get(0)).hasSizeGreaterThanOrEqualTo(43);
		}
	}

	private static List<String> startTogether(DataSource dataSource) throws Exception {
		CyclicBarrier together = new CyclicBarrier(NODES);
		ExecutorService nodes = Executors.newFixedThreadPool(NODES);
		try {
			List<Future<String>> started = new ArrayList<>();
			for (int i = 0; i < NODES; i++) {
				started.add(nodes.submit(() -> {
					together.await();
					return new JdbcSettings(dataSource, JdbcFixture.TABLE).accountSalt();
				}));
			}
			List<String> salts = new ArrayList<>();
			for (Future<String> node : started) {
				salts.add(node.get());
			}
			return salts;
		}
		finally {
			nodes.shutdownNow();
		}
	}

}
