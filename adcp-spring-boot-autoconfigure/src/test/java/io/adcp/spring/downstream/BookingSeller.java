package io.adcp.spring.downstream;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.ClaimedHandler;
import io.adcp.spring.idempotency.ClaimedRun;
import io.adcp.spring.idempotency.ClaimedStore;
import io.adcp.spring.idempotency.HandlerClaim;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.IdempotencySettings;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.IdempotentResponse;
import io.adcp.spring.idempotency.InFlightPolicy;
import io.adcp.spring.idempotency.InsertLimiter;
import io.adcp.spring.idempotency.OpenClaimBackend;
import io.adcp.spring.idempotency.PayloadHash;
import io.adcp.spring.idempotency.Retention;
import io.adcp.spring.idempotency.UnitOfWork;
import io.adcp.spring.idempotency.aop.NoTransactionWhileCalling;
import io.adcp.spring.idempotency.aop.TransactionalUnitOfWork;
import io.adcp.spring.idempotency.jdbc.JdbcFixture;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.json.JsonMapper;

/**
 * A seller that books at an {@link OrderingSystem} and keeps each order in a row. One
 * instance stands for one process: another on the same database is another node, or the
 * one that was started after a crash.
 */
final class BookingSeller {

	static final Duration LEASE = Duration.ofMinutes(2);

	static final Retention RETENTION = new Retention(Duration.ofHours(24), Retention.DEFAULT_SKEW, Duration.ofDays(30));

	static final OrderingSystem.Order ORDER = new OrderingSystem.Order("spring", 100);

	private final DownstreamCalls calls = new DownstreamCalls(JsonMapper.shared());

	private final JdbcTransactionManager transactions;

	private final JdbcTemplate jdbc;

	private final IdempotencyStore ordinary;

	private final ClaimedStore store;

	private final OpenClaims operators;

	final OrderingSystem adServer;

	BookingSeller(JdbcFixture database, OrderingSystem adServer) {
		this(database, adServer, database.backend().openClaims());
	}

	BookingSeller(JdbcFixture database, OrderingSystem adServer, OpenClaimBackend claims) {
		this(database, adServer, claims, (unit) -> unit);
	}

	BookingSeller(JdbcFixture database, OrderingSystem adServer, OpenClaimBackend claims, Around around) {
		this.adServer = adServer;
		this.jdbc = database.jdbc();
		this.transactions = new JdbcTransactionManager(database.dataSource());
		this.transactions.addListener(new NoTransactionWhileCalling());
		IdempotencySettings settings = new IdempotencySettings(RETENTION, InFlightPolicy.REJECT, Duration.ofSeconds(30),
				LEASE);
		this.ordinary = new IdempotencyStore(database.backend(),
				around.unit(new TransactionalUnitOfWork(() -> this.transactions)), settings, InsertLimiter.NONE,
				List.of());
		this.store = this.ordinary.claimed(claims);
		this.operators = new OpenClaims(claims, this.store, List.of(adServer));
	}

	static IdempotencyRequest request() {
		return request(IdempotencyKey.generate(), 0);
	}

	static IdempotencyRequest request(String key, int payload) {
		return new IdempotencyRequest(new IdempotencyScope("agent", "account", null), key, AdcpTask.UPDATE_MEDIA_BUY,
				PayloadHash.digest(new byte[] { (byte) payload }));
	}

	OpenClaims operators() {
		return this.operators;
	}

	TransactionTemplate transaction() {
		return new TransactionTemplate(this.transactions);
	}

	IdempotentResponse book(IdempotencyRequest request) throws Exception {
		return call(request, this::bookAndCommit);
	}

	String bookAndCommit(AdcpClaim claim) {
		String order = claim.call(this.adServer, ORDER);
		return claim.commit(() -> insert(order));
	}

	String insert(String order) {
		this.jdbc.update("INSERT INTO bookings (order_name) VALUES (?)", order);
		return "{\"order\":\"" + order + "\"}";
	}

	IdempotentResponse call(IdempotencyRequest request, Handler handler) throws Exception {
		return this.store.execute(request, new ClaimedHandler() {
			@Override
			public HandlerClaim claim(ClaimedRun run) {
				return new AdcpClaim(run, BookingSeller.this.calls);
			}

			@Override
			public @Nullable Object call(HandlerClaim claim) throws Exception {
				return handler.handle((AdcpClaim) claim);
			}

			@Override
			public String write(@Nullable Object value) {
				return String.valueOf(value);
			}
		});
	}

	IdempotentResponse ordinary(IdempotencyRequest request, Callable<String> handler) throws Exception {
		return this.ordinary.execute(request, handler);
	}

	int rows() {
		return count("bookings");
	}

	int records() {
		return count("adcp_idempotency");
	}

	int claims() {
		return count("adcp_idempotency_claim");
	}

	private int count(String table) {
		return Objects.requireNonNull(this.jdbc.queryForObject("SELECT count(*) FROM " + table, Integer.class));
	}

	interface Handler {

		@Nullable Object handle(AdcpClaim claim) throws Exception;

	}

	interface Around {

		UnitOfWork unit(UnitOfWork unit);

	}

}
