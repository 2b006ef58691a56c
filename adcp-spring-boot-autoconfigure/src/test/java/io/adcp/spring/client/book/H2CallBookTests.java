package io.adcp.spring.client.book;

import org.h2.jdbcx.JdbcConnectionPool;

class H2CallBookTests extends CallBookContract {

	@Override
	BookFixture createFixture() {
		JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1",
				"sa", "");
		return BookFixture.create(pool, pool::dispose, "h2");
	}

}
