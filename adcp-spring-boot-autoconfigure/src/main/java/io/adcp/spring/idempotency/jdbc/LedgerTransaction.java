package io.adcp.spring.idempotency.jdbc;

import java.sql.SQLException;

import javax.sql.DataSource;

import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells whether the current transaction is one of a data source, so that what is written
 * there commits with the caller's rows.
 *
 * @since 0.1.0
 */
public final class LedgerTransaction {

	private final DataSource dataSource;

	/**
	 * Create a look at a data source.
	 * @param dataSource the data source
	 */
	public LedgerTransaction(DataSource dataSource) {
		this.dataSource = unwrap(dataSource);
	}

	/**
	 * Return whether the current thread is in a transaction of the data source.
	 * @return {@code true} if what is written there now commits with it
	 */
	public boolean isActive() {
		return TransactionSynchronizationManager.isActualTransactionActive() && holdsTransaction();
	}

	/**
	 * Check that the current thread is in a transaction of the data source.
	 * @param what what is to commit with it, as the subject of the sentence
	 * @throws IllegalStateException if it is in none
	 */
	public void require(String what) {
		if (!isActive()) {
			throw new IllegalStateException("The current transaction does not hold a connection of the data source "
					+ "that keeps " + what + ", so the two could not commit together. "
					+ "Use the transaction manager of that data source.");
		}
	}

	// A connection that was merely used in another data source's transaction is bound to
	// the thread as well: it commits each statement for itself.
	private boolean holdsTransaction() {
		if (!(TransactionSynchronizationManager.getResource(this.dataSource) instanceof ConnectionHolder holder)) {
			return false;
		}
		try {
			return !holder.getConnection().getAutoCommit();
		}
		catch (SQLException ex) {
			throw new TransientDataAccessResourceException("The connection is broken", ex);
		}
	}

	/**
	 * Return the data source to which transaction managers bind connections: a proxy's
	 * target.
	 * @param dataSource the data source, or a proxy of it
	 * @return the data source itself
	 */
	public static DataSource unwrap(DataSource dataSource) {
		return (dataSource instanceof TransactionAwareDataSourceProxy proxy && proxy.getTargetDataSource() != null)
				? proxy.getTargetDataSource() : dataSource;
	}

}
