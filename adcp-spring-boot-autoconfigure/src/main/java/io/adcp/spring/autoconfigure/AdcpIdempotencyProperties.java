package io.adcp.spring.autoconfigure;

import java.time.Duration;

import io.adcp.spring.idempotency.InFlightPolicy;
import io.adcp.spring.idempotency.Retention;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How a seller treats idempotency keys.
 *
 * @since 0.1.0
 */
@Validated
@ConfigurationProperties("adcp.idempotency")
public class AdcpIdempotencyProperties {

	/**
	 * Whether to set up the seller's side. By default, it is set up if a controller has
	 * AdCP tasks or idempotent methods.
	 */
	private @Nullable Boolean enabled;

	/**
	 * Where the records are kept. jdbc commits them with the business rows.
	 */
	@NotBlank
	private String backend = "jdbc";

	/**
	 * How long a stored response is replayed, from 1 hour to 7 days. Declared to buyers.
	 */
	@NotNull
	private Duration ttl = Duration.ofHours(24);

	/**
	 * How long a key is remembered as expired after its replay window, so that a late
	 * retry is refused instead of executed again.
	 */
	@NotNull
	@DurationMin(seconds = 0)
	private Duration tombstoneRetention = Duration.ofDays(30);

	/**
	 * Time between two purges of expired records.
	 */
	@NotNull
	@DurationMin(seconds = 1)
	@DurationMax(days = 1)
	private Duration purgeInterval = Duration.ofMinutes(1);

	/**
	 * What a retry gets while the first call is still running. wait gives it the first
	 * call's answer, reject refuses it at once.
	 */
	@NotNull
	private InFlightPolicy inFlight = InFlightPolicy.WAIT;

	/**
	 * Longest time that a retry waits for the first call's answer.
	 */
	@NotNull
	@DurationMin(millis = 1)
	@DurationMax(minutes = 5)
	private Duration waitTimeout = Duration.ofSeconds(5);

	/**
	 * How many retries of one call may wait for its answer at a time, each on a server
	 * thread. Any more are refused at once as in flight.
	 */
	@Min(0)
	private int maxWaiters = 5;

	/**
	 * Largest response that is stored. A larger one is refused, and its call is undone.
	 */
	@NotNull
	private DataSize maxResponseSize = DataSize.ofMegabytes(1);

	/**
	 * How many keys a node remembers as finished, in 16 bytes of memory each. A retry
	 * that comes back to it is then answered by one read.
	 */
	@Min(0)
	@Max(1 << 24)
	private int replayHints = 65536;

	/**
	 * Longest time that a first call may take, and so that a key can be in flight.
	 * Declared to buyers.
	 */
	@NotNull
	@DurationMin(seconds = 1)
	@DurationMax(hours = 1)
	private Duration inFlightMax = Duration.ofSeconds(60);

	/**
	 * Salt for the hashes of accounts that are identified by a natural key. By default,
	 * one is generated and kept with the records.
	 */
	private @Nullable String secret;

	@Valid
	@NestedConfigurationProperty
	private final InsertLimitProperties rateLimit = new InsertLimitProperties();

	@NestedConfigurationProperty
	private final EncryptionProperties encryption = new EncryptionProperties();

	@Valid
	private final Jdbc jdbc = new Jdbc();

	@Valid
	private final Redis redis = new Redis();

	@Valid
	private final Memory memory = new Memory();

	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	public String getBackend() {
		return this.backend;
	}

	public void setBackend(String backend) {
		this.backend = backend;
	}

	public Duration getTtl() {
		return this.ttl;
	}

	public void setTtl(Duration ttl) {
		this.ttl = ttl;
	}

	public Duration getTombstoneRetention() {
		return this.tombstoneRetention;
	}

	public void setTombstoneRetention(Duration tombstoneRetention) {
		this.tombstoneRetention = tombstoneRetention;
	}

	public Duration getPurgeInterval() {
		return this.purgeInterval;
	}

	public void setPurgeInterval(Duration purgeInterval) {
		this.purgeInterval = purgeInterval;
	}

	public InFlightPolicy getInFlight() {
		return this.inFlight;
	}

	public void setInFlight(InFlightPolicy inFlight) {
		this.inFlight = inFlight;
	}

	public Duration getWaitTimeout() {
		return this.waitTimeout;
	}

	public void setWaitTimeout(Duration waitTimeout) {
		this.waitTimeout = waitTimeout;
	}

	public int getMaxWaiters() {
		return this.maxWaiters;
	}

	public void setMaxWaiters(int maxWaiters) {
		this.maxWaiters = maxWaiters;
	}

	public DataSize getMaxResponseSize() {
		return this.maxResponseSize;
	}

	public void setMaxResponseSize(DataSize maxResponseSize) {
		this.maxResponseSize = maxResponseSize;
	}

	public int getReplayHints() {
		return this.replayHints;
	}

	public void setReplayHints(int replayHints) {
		this.replayHints = replayHints;
	}

	public Duration getInFlightMax() {
		return this.inFlightMax;
	}

	public void setInFlightMax(Duration inFlightMax) {
		this.inFlightMax = inFlightMax;
	}

	public @Nullable String getSecret() {
		return this.secret;
	}

	public void setSecret(@Nullable String secret) {
		this.secret = secret;
	}

	public InsertLimitProperties getRateLimit() {
		return this.rateLimit;
	}

	public EncryptionProperties getEncryption() {
		return this.encryption;
	}

	public Jdbc getJdbc() {
		return this.jdbc;
	}

	public Redis getRedis() {
		return this.redis;
	}

	public Memory getMemory() {
		return this.memory;
	}

	Retention retention() {
		return new Retention(this.ttl, Retention.DEFAULT_SKEW, this.tombstoneRetention);
	}

	/**
	 * Settings of the Redis backend.
	 */
	public static class Redis {

		/**
		 * Prefix of all keys in Redis. Applications that share a Redis need one each.
		 */
		@NotNull
		@Pattern(regexp = "[A-Za-z0-9_.:/-]{1,100}")
		private String keyPrefix = "adcp:idempotency:";

		public String getKeyPrefix() {
			return this.keyPrefix;
		}

		public void setKeyPrefix(String keyPrefix) {
			this.keyPrefix = keyPrefix;
		}

	}

	/**
	 * Settings of the memory backend.
	 */
	public static class Memory {

		/**
		 * Maximum number of keys to remember. When all of them are still needed, new keys
		 * are refused.
		 */
		@Min(1)
		private int maxRecords = 10_000;

		public int getMaxRecords() {
			return this.maxRecords;
		}

		public void setMaxRecords(int maxRecords) {
			this.maxRecords = maxRecords;
		}

	}

	/**
	 * Settings of the JDBC backend.
	 */
	public static class Jdbc {

		/**
		 * Schema of the table. By default, the connection's own.
		 */
		@Pattern(regexp = "[A-Za-z_][A-Za-z0-9_]{0,62}")
		private @Nullable String schema;

		/**
		 * Name of the table with the records. Its index and the settings table are named
		 * after it.
		 */
		@NotNull
		@Pattern(regexp = "[A-Za-z_][A-Za-z0-9_]{0,40}")
		private String tableName = "adcp_idempotency";

		/**
		 * What to do about the table at startup. migrate lets Flyway create and upgrade
		 * it unless spring.flyway.enabled is false, validate only checks that it exists,
		 * none does nothing.
		 */
		@NotNull
		private SchemaManagement schemaManagement = SchemaManagement.MIGRATE;

		public @Nullable String getSchema() {
			return this.schema;
		}

		public void setSchema(@Nullable String schema) {
			this.schema = schema;
		}

		public String getTableName() {
			return this.tableName;
		}

		public void setTableName(String tableName) {
			this.tableName = tableName;
		}

		public SchemaManagement getSchemaManagement() {
			return this.schemaManagement;
		}

		public void setSchemaManagement(SchemaManagement schemaManagement) {
			this.schemaManagement = schemaManagement;
		}

	}

	/**
	 * What to do about the table at startup.
	 */
	public enum SchemaManagement {

		/**
		 * Create and upgrade it: by Flyway where the application uses it, by the script
		 * itself on an embedded database, and otherwise by hand, which is checked.
		 */
		MIGRATE,

		/** Check that it is there. */
		VALIDATE,

		/** Do nothing. */
		NONE

	}

}
