package io.adcp.spring.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.adcp.spring.sample.buyer.harness.JavaProcess;

/**
 * One of the buyers: killed and started again as often as it has to die, and then left
 * alone until everything is booked.
 */
final class BuyerSlot implements Runnable {

	private final String name;

	private final List<String> arguments;

	private final Path log;

	private final int kills;

	private final Random random;

	private final Deaths deaths;

	private final Duration limit;

	BuyerSlot(int number, int kills, Settings settings, Deaths deaths, Path folder, RoughWire wire,
			WebhookReceiver webhooks) {
		this.name = "buyer" + number;
		this.arguments = List.of(this.name, wire.address().toString(), database(folder, number).toString(),
				stop(folder).toString(), webhooks.address());
		this.log = folder.resolve(this.name + ".log");
		this.kills = kills;
		this.random = new Random(settings.seed() * 31 + 100 + number);
		this.deaths = deaths;
		this.limit = settings.limit();
	}

	static Path database(Path folder, int number) {
		return folder.resolve("buyer" + number);
	}

	static Path stop(Path folder) {
		return folder.resolve("stop");
	}

	@Override
	public void run() {
		try {
			for (int killed = 0; killed < this.kills; killed++) {
				live(Fate.ofBuyer(this.random));
			}
			try (JavaProcess last = start(Fate.NONE, new Life())) {
				int exitCode = last.awaitExit(this.limit);
				if (exitCode != 0) {
					throw new IllegalStateException(this.name + " has ended with " + exitCode);
				}
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void live(Fate fate) throws IOException, InterruptedException {
		Life life = new Life();
		try (JavaProcess buyer = start(fate, life)) {
			String place = life.awaitDeath(fate, buyer.ended());
			buyer.kill();
			if (place.equals("ENDED")) {
				throw new IllegalStateException(this.name + " has ended by itself: its log tells why");
			}
			this.deaths.count("buyer " + place);
		}
	}

	private JavaProcess start(Fate fate, Life life) throws IOException {
		List<String> command = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m",
				"-Dcrash.point=" + fate.point(), "-Dcrash.passage=" + fate.passage(), "-cp",
				System.getProperty("java.class.path"), "io.adcp.spring.crash.buyer.CrashBuyer"));
		command.addAll(this.arguments);
		return JavaProcess.start(command, Map.of(), this.log, (line) -> {
			if (line.equals("READY")) {
				life.ready();
			}
			if (line.startsWith("CRASH-POINT ")) {
				life.reached(line.substring("CRASH-POINT ".length()));
			}
		});
	}

}
