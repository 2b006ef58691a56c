package io.adcp.spring.autoconfigure;

import java.util.Set;

import io.adcp.spring.client.book.JdbcCallBook;
import io.adcp.spring.idempotency.jdbc.JdbcIdempotencyBackend;
import io.adcp.spring.task.jdbc.JdbcTaskStore;
import io.adcp.spring.work.jdbc.JdbcWorkQueue;
import io.adcp.spring.work.jdbc.WorkEngine;

import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDependsOnDatabaseInitializationDetector;

/**
 * Lets whatever keeps rows wait for its table, also where the application defines it.
 */
class LedgerDependencyDetector extends AbstractBeansOfTypeDependsOnDatabaseInitializationDetector {

	@Override
	protected Set<Class<?>> getDependsOnDatabaseInitializationBeanTypes() {
		return Set.of(JdbcIdempotencyBackend.class, JdbcTaskStore.class, JdbcWorkQueue.class, WorkEngine.class,
				JdbcCallBook.class);
	}

}
