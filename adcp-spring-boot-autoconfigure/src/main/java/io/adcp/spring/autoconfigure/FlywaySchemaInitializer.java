package io.adcp.spring.autoconfigure;

import java.util.function.Supplier;

import javax.sql.DataSource;

import io.adcp.spring.autoconfigure.AdcpIdempotencyProperties.SchemaManagement;
import io.adcp.spring.idempotency.jdbc.LedgerTable;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Migrates the table with a Flyway of its own, beside the application's: own location,
 * own history. It is no bean of type {@link Flyway}, which would switch the application's
 * off.
 */
class FlywaySchemaInitializer extends SchemaInitializer {

	private final Supplier<@Nullable Flyway> applicationFlyway;

	FlywaySchemaInitializer(DataSource dataSource, LedgerTable table, SchemaManagement management,
			Supplier<@Nullable Flyway> applicationFlyway) {
		this(TableSet.LEDGER, dataSource, table, management, applicationFlyway);
	}

	FlywaySchemaInitializer(TableSet tables, DataSource dataSource, LedgerTable table, SchemaManagement management,
			Supplier<@Nullable Flyway> applicationFlyway) {
		super(tables, dataSource, table, management);
		this.applicationFlyway = applicationFlyway;
	}

	@Override
	void migrate(String location) {
		FluentConfiguration configuration = Flyway.configure()
			.dataSource(dataSource())
			.locations("classpath:" + location)
			.failOnMissingLocations(true)
			.table(history())
			.baselineOnMigrate(true)
			.baselineVersion("0")
			.placeholders(placeholders());
		adoptApplication(configuration);
		String schema = schema();
		if (schema != null) {
			configuration.defaultSchema(schema);
		}
		configuration.load().migrate();
	}

	// The application's Flyway may have a user that is allowed to create tables, or take
	// on a role that is. Its schema is its own: the table is looked for where the
	// application's connections look for it.
	private void adoptApplication(FluentConfiguration configuration) {
		Flyway application = this.applicationFlyway.get();
		if (application != null) {
			configuration.dataSource(application.getConfiguration().getDataSource());
			configuration.initSql(application.getConfiguration().getInitSql());
		}
	}

	private String history() {
		return tables().defaultName().equals(table().name()) ? tables().history() : table().name() + "_schema_history";
	}

}
