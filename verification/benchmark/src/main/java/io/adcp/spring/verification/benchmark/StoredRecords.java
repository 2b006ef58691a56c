package io.adcp.spring.verification.benchmark;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.RecordId;
import io.adcp.spring.server.PayloadHasher;
import io.adcp.spring.verification.harness.Database;
import io.adcp.spring.wire.StrictJson;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.DigestUtils;

/**
 * Records in the starter's table as if so many buys had been made before, written by the
 * database itself. Each can be replayed: its id is that of a key, and its payload that of
 * {@link BuyRequest}.
 */
final class StoredRecords {

	private static final String SCOPE = "id:" + BuyRequest.ACCOUNT;

	// The id as RecordId makes it: each part after its length, and -1 for no session
	private static final String FILL = """
			INSERT INTO adcp_idempotency (id, task, payload_hash, response, expires_at)
			SELECT encode(substring(sha256(%1$s || int4send(length(key)) || convert_to(key, 'UTF8')) FOR 16), 'hex')::uuid,
				'%2$s', decode('%3$s', 'hex'), convert_to('%4$s', 'UTF8'), clock_timestamp() + interval '%5$s'
			FROM (SELECT 'record-' || md5(number::text) AS key FROM generate_series(0, %6$d) AS number) AS keys
			""";

	private final int count;

	private StoredRecords(int count) {
		this.count = count;
	}

	/**
	 * Write records.
	 * @param database has the table
	 * @param count how many
	 * @param expiresIn when they expire, as PostgreSQL writes an interval
	 * @return the records
	 * @throws SQLException if they cannot be written
	 */
	static StoredRecords fill(Database database, int count, String expiresIn) throws SQLException {
		byte[] request = BuyRequest.withKey(key(0));
		String hash = HexFormat.of().formatHex(PayloadHasher.CANONICAL.hash(StrictJson.read(request)).bytes());
		database.execute(FILL.formatted(scope(), AdcpTask.CREATE_MEDIA_BUY, hash, response(), expiresIn, count - 1));
		StoredRecords records = new StoredRecords(count);
		records.requireReal(database);
		return records;
	}

	private static String scope() {
		return part(BuyRequest.AGENT) + " || " + part(SCOPE) + " || int4send(-1)";
	}

	private static String part(String text) {
		return "int4send(%d) || convert_to('%s', 'UTF8')".formatted(text.length(), text);
	}

	private static String response() {
		BookedBuy booking = new BookedBuy(new UUID(1, 1), List.of(new UUID(1, 2), new UUID(1, 3)), "summer-2030",
				BigDecimal.valueOf(25001));
		return JsonMapper.builder()
			.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
			.build()
			.writeValueAsString(booking.answer());
	}

	private void requireReal(Database database) throws SQLException {
		UUID last = id(key(this.count - 1));
		if (database.number("SELECT count(*) FROM adcp_idempotency WHERE id = '" + last + "'") != 1) {
			throw new IllegalStateException("The records' ids are not those that the starter gives");
		}
	}

	/**
	 * Return the key of any record.
	 * @return the key
	 */
	String anyKey() {
		return key(ThreadLocalRandom.current().nextInt(this.count));
	}

	/**
	 * Return the keys of all records.
	 * @return the keys
	 */
	Stream<String> keys() {
		return IntStream.range(0, this.count).mapToObj(StoredRecords::key);
	}

	static UUID id(String key) {
		return RecordId.of(new IdempotencyScope(BuyRequest.AGENT, SCOPE, null), key);
	}

	private static String key(int number) {
		byte[] text = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
		return "record-" + DigestUtils.md5DigestAsHex(text);
	}

}
