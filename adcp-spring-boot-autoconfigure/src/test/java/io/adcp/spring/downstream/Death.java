package io.adcp.spring.downstream;

import java.util.concurrent.Callable;

import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.OpenClaimBackend;
import io.adcp.spring.idempotency.UnitOfWork;
import io.adcp.spring.idempotency.jdbc.JdbcFixture;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The places at which a process dies while it books.
 */
enum Death {

	BEFORE_THE_CLAIM("open", ""), AFTER_THE_CLAIM("", "open"), BEFORE_THE_SYSTEM_ACTS("", ""),
	AFTER_THE_SYSTEM_HAS_ACTED("", ""), BEFORE_THE_COMMIT_BEGINS("", ""), AFTER_THE_CLAIMS_END("", "close"),
	AFTER_THE_ROWS("", ""), BEFORE_THE_DATABASE_COMMITS("", ""), AFTER_THE_DATABASE_HAS_COMMITTED("", "");

	private final String before;

	private final String after;

	Death(String before, String after) {
		this.before = before;
		this.after = after;
	}

	/**
	 * Book, and die.
	 * @param database the database
	 * @param adServer where to book
	 * @param claims the claims as the process keeps them
	 * @param request the call
	 */
	void meet(JdbcFixture database, OrderingSystem adServer, OpenClaimBackend claims, IdempotencyRequest request) {
		DyingClaims dying = new DyingClaims(claims, this.before, this.after);
		BookingSeller seller = new BookingSeller(database, adServer, dying.claims, (unit) -> unit(unit, dying));
		adServer.whileBooking = () -> dieIf(AFTER_THE_SYSTEM_HAS_ACTED, dying);
		adServer.onArrival = () -> dieIf(BEFORE_THE_SYSTEM_ACTS, dying);
		try {
			assertThatExceptionOfType(DyingClaims.Killed.class).isThrownBy(() -> seller.call(request, (claim) -> {
				String order = callOrDie(claim, adServer);
				dieIf(BEFORE_THE_COMMIT_BEGINS, dying);
				return claim.commit(() -> {
					String answer = seller.insert(order);
					dieIf(AFTER_THE_ROWS, dying);
					return answer;
				});
			}));
		}
		finally {
			adServer.whileBooking = () -> {
			};
			adServer.onArrival = () -> {
			};
		}
	}

	// A process that is dead does not learn what its call has come to.
	private static String callOrDie(AdcpClaim claim, OrderingSystem adServer) {
		try {
			return claim.call(adServer, BookingSeller.ORDER);
		}
		catch (UnknownCallOutcomeException ex) {
			if (ex.getCause() instanceof DyingClaims.Killed killed) {
				throw killed;
			}
			throw ex;
		}
	}

	private void dieIf(Death here, DyingClaims dying) {
		if (this == here) {
			throw dying.die();
		}
	}

	private UnitOfWork unit(UnitOfWork unit, DyingClaims dying) {
		return new UnitOfWork() {
			@Override
			public <T> T run(Callable<T> work) throws Exception {
				T result = unit.run(() -> {
					T made = work.call();
					dieIf(BEFORE_THE_DATABASE_COMMITS, dying);
					return made;
				});
				dieIf(AFTER_THE_DATABASE_HAS_COMMITTED, dying);
				return result;
			}

			@Override
			public boolean isJoined() {
				return unit.isJoined();
			}
		};
	}

}
