package io.adcp.spring.verification.crash.seller;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A data source with places to die at before and after the commits of single statements,
 * for what the starter writes outside of the transactions of handlers and of tasks' ends.
 */
final class CrashingStatements extends DelegatingDataSource {

	private static final List<Place> PLACES = List.of(
			Place.of("INSERT INTO \\S*idempotency_claim\\b", CrashPoint.BEFORE_OPEN, CrashPoint.AFTER_OPEN),
			Place.of("UPDATE \\S*idempotency_(claim|task) SET calls = ", CrashPoint.BEFORE_NOTE, null),
			Place.of("UPDATE \\S*idempotency_task SET .*\\brun = run \\+ 1", null, CrashPoint.IN_WORK),
			Place.of("UPDATE \\S*idempotency_webhook SET attempts = ", null, CrashPoint.BEFORE_SEND),
			Place.of("UPDATE \\S*idempotency_webhook SET (state|last_result) = ", CrashPoint.AFTER_SEND, null));

	CrashingStatements(DataSource dataSource) {
		super(dataSource);
	}

	/** Whether this process is to die at one of these places. */
	static boolean areWatched() {
		return PLACES.stream()
			.flatMap((place) -> Stream.of(place.before(), place.after()))
			.anyMatch((point) -> point != null && point.isChosen());
	}

	@Override
	public Connection getConnection() throws SQLException {
		return around(super.getConnection(), new Transaction());
	}

	@SuppressWarnings("unchecked")
	private static <T> T around(T target, MethodInterceptor advice) {
		ProxyFactory factory = new ProxyFactory(target);
		factory.addAdvice(advice);
		return (T) factory.getProxy();
	}

	/**
	 * What one connection has executed since its last commit.
	 */
	private static final class Transaction implements MethodInterceptor {

		private final List<Place> executed = new ArrayList<>();

		@Override
		public @Nullable Object invoke(MethodInvocation call) throws Throwable {
			return switch (call.getMethod().getName()) {
				case "prepareStatement" -> prepare(call);
				case "commit" -> commit(call);
				case "rollback", "close" -> {
					this.executed.clear();
					yield call.proceed();
				}
				default -> call.proceed();
			};
		}

		private @Nullable Object prepare(MethodInvocation call) throws Throwable {
			Connection connection = (Connection) Objects.requireNonNull(call.getThis());
			Object statement = call.proceed();
			Optional<Place> place = Place.find((String) call.getArguments()[0]);
			return (statement != null && place.isPresent())
					? around((PreparedStatement) statement, (execution) -> execute(execution, connection, place.get()))
					: statement;
		}

		private @Nullable Object execute(MethodInvocation call, Connection connection, Place place) throws Throwable {
			if (!call.getMethod().getName().startsWith("execute")) {
				return call.proceed();
			}
			this.executed.add(place);
			return connection.getAutoCommit() ? commit(call) : call.proceed();
		}

		private @Nullable Object commit(MethodInvocation call) throws Throwable {
			List<Place> places = List.copyOf(this.executed);
			this.executed.clear();
			places.forEach((place) -> pass(place.before()));
			Object result = call.proceed();
			places.forEach((place) -> pass(place.after()));
			return result;
		}

		private static void pass(@Nullable CrashPoint point) {
			if (point != null) {
				point.pass();
			}
		}

	}

	/**
	 * A statement with a place on either side of its commit.
	 *
	 * @param sql what is found in it
	 * @param before the place before the commit, or {@code null}
	 * @param after the place after it, or {@code null}
	 */
	private record Place(Pattern sql, @Nullable CrashPoint before, @Nullable CrashPoint after) {

		static Place of(String sql, @Nullable CrashPoint before, @Nullable CrashPoint after) {
			return new Place(Pattern.compile(sql.replace(" ", "\\s+"), Pattern.CASE_INSENSITIVE | Pattern.DOTALL),
					before, after);
		}

		static Optional<Place> find(String sql) {
			return PLACES.stream().filter((place) -> place.sql().matcher(sql).find()).findFirst();
		}

	}

}
