package io.adcp.spring.autoconfigure;

import io.adcp.spring.autoconfigure.AdcpIdempotencyProperties.SchemaManagement;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The book of calls in the application's own database.
 *
 * @since 0.1.0
 */
@Validated
@ConfigurationProperties("adcp.client.book")
public class CallBookProperties {

	/**
	 * Whether calls can be stored in the application's database, to be found again after
	 * a restart. Keys and requests are encrypted with adcp.idempotency.encryption.keys.
	 */
	private boolean enabled;

	/**
	 * Schema of the book's tables. By default, the connection's own.
	 */
	@Pattern(regexp = "[A-Za-z_][A-Za-z0-9_]{0,62}")
	private @Nullable String schema;

	/**
	 * What to do about the book's tables at startup. migrate lets Flyway create and
	 * upgrade them unless spring.flyway.enabled is false, validate only checks that they
	 * exist, none does nothing.
	 */
	@NotNull
	private SchemaManagement schemaManagement = SchemaManagement.MIGRATE;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getSchema() {
		return this.schema;
	}

	public void setSchema(@Nullable String schema) {
		this.schema = schema;
	}

	public SchemaManagement getSchemaManagement() {
		return this.schemaManagement;
	}

	public void setSchemaManagement(SchemaManagement schemaManagement) {
		this.schemaManagement = schemaManagement;
	}

}
