package io.adcp.spring.autoconfigure;

import java.util.Set;

import io.adcp.spring.client.book.JdbcCallBook;
import io.adcp.spring.idempotency.jdbc.JdbcIdempotencyBackend;

import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDependsOnDatabaseInitializationDetector;

/**
 * Lets the backend wait for its table, also where the application defines it.
 */
class LedgerDependencyDetector extends AbstractBeansOfTypeDependsOnDatabaseInitializationDetector {

	@Override
	protected Set<Class<?>> getDependsOnDatabaseInitializationBeanTypes() {
		return Set.of(JdbcIdempotencyBackend.class, JdbcCallBook.class);
	}

}
