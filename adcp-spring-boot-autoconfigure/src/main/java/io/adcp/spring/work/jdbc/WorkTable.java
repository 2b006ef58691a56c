package io.adcp.spring.work.jdbc;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.jdbc.AutodetectJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;

/**
 * The table of due work.
 *
 * @param dataSource the data source of the business tables
 * @param name the table's name, after its schema where it has one
 * @since 0.1.0
 */
public record WorkTable(DataSource dataSource, String name) {

	// Times that depend on a node's time zone would differ from node to node.
	JdbcCustomization customization() {
		return new AutodetectJdbcCustomization(this.dataSource, true);
	}

}
