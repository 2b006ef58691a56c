package io.adcp.spring.idempotency.contract;

import java.time.Duration;
import java.util.Optional;

import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.ClaimLostException;
import io.adcp.spring.idempotency.IdempotencyRequest;
import org.junit.jupiter.api.Test;

import static io.adcp.spring.idempotency.contract.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The promise of a backend that cannot see its owners die, and frees their keys after a
 * lease instead.
 */
public abstract class LeasedBackendContract extends IdempotencyBackendContract {

	@Test
	void aKeyStaysItsOwnersDuringTheLease() {
		IdempotencyRequest request = request();
		backend().claim(claim(request));
		advance(LEASE.minus(Duration.ofSeconds(30)));
		assertThatExceptionOfType(IdempotencyInFlightException.class).isThrownBy(() -> repeat(request));
	}

	@Test
	void theKeyOfADeadOwnerIsFreeAfterItsLease() throws Exception {
		IdempotencyRequest request = request();
		backend().claim(claim(request));
		advance(LEASE);
		assertThat(execute(request, "{}").replayed()).isFalse();
	}

	@Test
	void anOwnerPastItsLeaseStillCompletesIfNobodyElseHasTheKey() throws Exception {
		IdempotencyRequest request = request();
		Claim late = claim(request);
		backend().claim(late);
		advance(LEASE);
		backend().complete(late, "{\"n\":1}", RETENTION);
		assertThat(repeat(request).body()).isEqualTo("{\"n\":1}");
	}

	@Test
	void anOwnerPastItsLeaseCannotTouchTheNextOwnersKey() throws Exception {
		IdempotencyRequest request = request();
		Claim late = claim(request);
		Claim next = claim(request);
		backend().claim(late);
		advance(LEASE);
		assertThat(backend().claim(next)).isEqualTo(Optional.empty());
		backend().release(late);
		assertThatExceptionOfType(IdempotencyInFlightException.class).isThrownBy(() -> repeat(request));
		assertThatExceptionOfType(ClaimLostException.class)
			.isThrownBy(() -> backend().complete(late, "{\"n\":1}", RETENTION));
		backend().complete(next, "{\"n\":2}", RETENTION);
		assertThat(repeat(request).body()).isEqualTo("{\"n\":2}");
	}

	@Test
	void aCompletedRecordOutlivesTheLease() throws Exception {
		IdempotencyRequest request = request();
		execute(request, "{}");
		advance(LEASE.multipliedBy(2));
		assertThat(repeat(request).replayed()).isTrue();
	}

}
