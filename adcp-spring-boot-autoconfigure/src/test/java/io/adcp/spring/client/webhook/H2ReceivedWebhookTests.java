package io.adcp.spring.client.webhook;

import io.adcp.spring.client.book.BookFixture;
import org.h2.jdbcx.JdbcConnectionPool;

class H2ReceivedWebhookTests extends ReceivedWebhookContract {

	@Override
	BookFixture createFixture() {
		JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1",
				"sa", "");
		return BookFixture.create(pool, pool::dispose, "h2");
	}

}
