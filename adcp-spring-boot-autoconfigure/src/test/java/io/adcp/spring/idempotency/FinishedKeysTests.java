package io.adcp.spring.idempotency;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FinishedKeysTests {

	private static final UUID ONE = UUID.randomUUID();

	private static final UUID OTHER = UUID.randomUUID();

	@Test
	void aKeyIsKnownOnceItWasSeen() {
		FinishedKeys keys = new FinishedKeys(1000);
		assertThat(keys.contains(ONE)).isFalse();
		keys.add(ONE);
		assertThat(keys.contains(ONE)).isTrue();
	}

	@Test
	void halfOfAnIdIsNotEnough() {
		FinishedKeys keys = new FinishedKeys(1);
		keys.add(ONE);
		assertThat(keys.contains(new UUID(ONE.getMostSignificantBits(), 0))).isFalse();
		assertThat(keys.contains(new UUID(0, ONE.getLeastSignificantBits()))).isFalse();
	}

	@Test
	void whereThereIsNoRoomTheNewestStays() {
		FinishedKeys keys = new FinishedKeys(1);
		keys.add(ONE);
		keys.add(OTHER);
		assertThat(keys.contains(ONE)).isFalse();
		assertThat(keys.contains(OTHER)).isTrue();
	}

	@Test
	void withoutPlacesNothingIsRemembered() {
		FinishedKeys keys = new FinishedKeys(0);
		keys.add(ONE);
		assertThat(keys.contains(ONE)).isFalse();
	}

}
