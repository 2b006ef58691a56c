package io.adcp.spring.idempotency.jdbc;

import java.util.List;

import io.adcp.spring.idempotency.contract.Calls;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JdbcSettingsTests {

	private static final int NODES = 8;

	@Test
	void nodesThatStartTogetherAgreeOnOneSaltAndKeepIt() throws Exception {
		try (JdbcFixture database = JdbcFixture.postgres(NODES); Calls nodes = new Calls()) {
			List<String> salts = Calls.results(nodes.together(NODES, () -> accountSalt(database)));
			assertThat(salts).hasSize(NODES).containsOnly(accountSalt(database));
			assertThat(salts.get(0)).hasSizeGreaterThanOrEqualTo(43);
		}
	}

	private static String accountSalt(JdbcFixture database) {
		return new JdbcSettings(database.dataSource(), JdbcFixture.TABLE).accountSalt();
	}

}
