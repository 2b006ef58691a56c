package io.adcp.spring.downstream;

import java.util.Set;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The database connection that a thread holds or may hold. Another system takes as long
 * as it likes to answer, and a pool would be empty soon.
 */
final class HeldConnection {

	// By name, because neither JPA nor JDBC need be on the class path.
	private static final Set<String> HOLDERS = Set.of("org.springframework.orm.jpa.EntityManagerHolder",
			"org.springframework.jdbc.datasource.ConnectionHolder");

	private HeldConnection() {
	}

	/**
	 * Refuse to call while a connection is held.
	 * @param system the system's name
	 * @throws IllegalStateException if one is or may be held
	 */
	static void refuse(String system) {
		if (TransactionSynchronizationManager.isActualTransactionActive()) {
			throw new IllegalStateException("The call of " + system + " would hold a transaction and its database "
					+ "connection until that system answers. Call it outside of the transaction");
		}
		if (TransactionSynchronizationManager.getResourceMap().values().stream().anyMatch(HeldConnection::isHolder)) {
			throw new IllegalStateException("The call of " + system + " would hold a database connection until that "
					+ "system answers: one is bound to the thread, as spring.jpa.open-in-view does it. "
					+ "Set spring.jpa.open-in-view=false");
		}
	}

	private static boolean isHolder(Object resource) {
		for (Class<?> type = resource.getClass(); type != null; type = type.getSuperclass()) {
			if (HOLDERS.contains(type.getName())) {
				return true;
			}
		}
		return false;
	}

}
