package io.adcp.spring.verification.crash;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.verification.crash.Life.Death;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Life} and {@link Traffic}.
 */
class LifeTests {

	private final Traffic traffic = new Traffic();

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	@Test
	void aProcessIsKilledWhereItSaysThatItStands() throws Exception {
		Life life = life(new Fate("IN_REPLAY", 1, Duration.ZERO));
		life.ready();
		life.said("CRASH-POINT IN_REPLAY buyer0-12");
		assertThat(life.awaitDeath(this.ended)).isEqualTo(new Death("IN_REPLAY", "buyer0-12", true));
	}

	@Test
	void nobodyDiesAnywhereBeforeSoManyAnswersHaveCome() throws Exception {
		this.traffic.count("seller0");
		Life life = life(new Fate(Fate.ANYWHERE, 2, Duration.ofMillis(1)));
		life.ready();
		CompletableFuture<Death> death = CompletableFuture.supplyAsync(() -> await(life));
		while (!death.isDone()) {
			this.traffic.count("seller0");
		}
		assertThat(death.get(10, TimeUnit.SECONDS)).isEqualTo(new Death(Fate.ANYWHERE, null, true));
	}

	@Test
	void onlyTheOwnAnswersCount() {
		CompletableFuture<Void> two = this.traffic.more("seller0", 2);
		this.traffic.count("seller1");
		this.traffic.count("seller0");
		assertThat(two).isNotDone();
		this.traffic.count("seller0");
		assertThat(two).isDone();
	}

	@Test
	void aProcessThatEndsByItselfIsAFailure() {
		Life life = life(new Fate("STORED", 1, Duration.ZERO));
		this.ended.complete(null);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> life.awaitDeath(this.ended))
			.withMessageContaining("seller0 has ended by itself");
	}

	private Death await(Life life) {
		try {
			return life.awaitDeath(this.ended);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Life life(Fate fate) {
		return new Life(fate, "seller0", this.traffic);
	}

}
