package io.adcp.spring.sample.seller.webhook;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The messages to buyers in the database, kept with what became of them.
 */
@Repository
class WebhookRepository {

	private static final String INSERT = """
			INSERT INTO webhook (id, url, body, auth_scheme, auth_credentials, state, attempts, created_at, updated_at)
			VALUES (:id, :url, :body, :authScheme, :authCredentials, 'due', 0, :now, :now)""";

	private static final String SELECT = """
			SELECT id, url, body, auth_scheme, auth_credentials, state, attempts FROM webhook WHERE id = :id""";

	private static final String COUNT_ATTEMPT = """
			UPDATE webhook SET attempts = attempts + 1, problem = :problem, updated_at = :now WHERE id = :id""";

	// The credentials are not needed any more, and what is not kept cannot leak.
	private static final String CLOSE = """
			UPDATE webhook SET state = :state, problem = :problem, auth_credentials = NULL, updated_at = :now
			WHERE id = :id""";

	private final JdbcClient jdbc;

	private final Clock clock;

	WebhookRepository(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	void insert(Webhook webhook) {
		this.jdbc.sql(INSERT)
			.param("id", webhook.id())
			.param("url", webhook.url())
			.param("body", webhook.body())
			.param("authScheme", webhook.authScheme())
			.param("authCredentials", webhook.authCredentials())
			.param("now", now())
			.update();
	}

	Optional<Webhook> find(UUID id) {
		return this.jdbc.sql(SELECT).param("id", id).query(Webhook.class).optional();
	}

	void countAttempt(UUID id, @Nullable String problem) {
		this.jdbc.sql(COUNT_ATTEMPT).param("id", id).param("problem", problem).param("now", now()).update();
	}

	void close(UUID id, String state, @Nullable String problem) {
		this.jdbc.sql(CLOSE)
			.param("id", id)
			.param("state", state)
			.param("problem", problem)
			.param("now", now())
			.update();
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

}
