package io.adcp.spring.sample.buyer;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a desk that was killed knows when it comes back: a process that dies by SIGKILL
 * after the seller has booked a campaign and before the answer has left the seller.
 */
@Timeout(300)
class RestartTests {

	private final Path folder;

	RestartTests(@TempDir Path folder) {
		this.folder = folder;
	}

	@Test
	void aDeskThatWasKilledGoesOnWithTheSameKeyAndTheSameBytes() throws Exception {
		try (FakeSeller seller = new FakeSeller()) {
			DeskFixture desk = new DeskFixture(this.folder, seller);
			killAtTheThirdBuy(seller, desk);
			assertThat(desk.stored("outdoor-02", "state")).containsExactly("BOOKED");
			assertThat(desk.stored("outdoor-03", "state", "attempts")).containsExactly("OPEN", "1");
			String key = desk.call("outdoor-03").idempotencyKey();
			assertThat(seller.mediaBuys()).as("booked, unknown to the desk").hasSize(3).containsKey(key);

			assertThat(desk.run()).isZero();

			assertThat(seller.buys()).hasSize(21);
			assertThat(seller.buys().get(3)).as("to the last byte").isEqualTo(seller.buys().get(2)).contains(key);
			assertThat(new HashSet<>(seller.buys())).hasSize(20);
			assertThat(seller.mediaBuys()).hasSize(20);
			assertThat(desk.stored("outdoor-03", "state", "replayed", "attempts", "media_buy_id"))
				.containsExactly("BOOKED", "true", "2", seller.mediaBuys().get(key));
		}
	}

	/**
	 * The seller has done its work and has not answered: in this instant the desk dies.
	 */
	private static void killAtTheThirdBuy(FakeSeller seller, DeskFixture desk) throws Exception {
		CompletableFuture<Process> process = new CompletableFuture<>();
		seller.onDone((number) -> {
			if (number == 3) {
				process.join().destroyForcibly();
				process.join().onExit().join();
			}
		});
		process.complete(desk.start());
		try {
			assertThat(process.join().waitFor(150, TimeUnit.SECONDS)).as("the third buy has come").isTrue();
		}
		finally {
			process.join().destroyForcibly();
		}
	}

}
