package io.adcp.spring.client.book;

import com.zaxxer.hikari.HikariDataSource;
import io.adcp.spring.testing.MariaDbServer;

class MariaDbCallBookTests extends CallBookContract {

	@Override
	BookFixture createFixture() {
		HikariDataSource pool = MariaDbServer.newDatabase(6);
		return BookFixture.create(pool, pool, "mariadb");
	}

}
