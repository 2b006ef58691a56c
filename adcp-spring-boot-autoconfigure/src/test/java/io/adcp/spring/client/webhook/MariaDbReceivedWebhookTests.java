package io.adcp.spring.client.webhook;

import io.adcp.spring.client.book.BookFixture;
import com.zaxxer.hikari.HikariDataSource;
import io.adcp.spring.testing.MariaDbServer;

class MariaDbReceivedWebhookTests extends ReceivedWebhookContract {

	@Override
	BookFixture createFixture() {
		HikariDataSource pool = MariaDbServer.newDatabase(6);
		return BookFixture.create(pool, pool, "mariadb");
	}

}
