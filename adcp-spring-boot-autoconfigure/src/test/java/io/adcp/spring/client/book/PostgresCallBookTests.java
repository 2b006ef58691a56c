package io.adcp.spring.client.book;

import com.zaxxer.hikari.HikariDataSource;
import io.adcp.spring.testing.PostgresServer;

class PostgresCallBookTests extends CallBookContract {

	@Override
	BookFixture createFixture() {
		HikariDataSource pool = PostgresServer.newDatabase(6);
		return BookFixture.create(pool, pool, "postgresql");
	}

}
