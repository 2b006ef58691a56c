package io.adcp.spring.verification.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.adcp.spring.verification.harness.ChildProcess;
import io.adcp.spring.verification.harness.SellerProcess;
import io.adcp.spring.verification.harness.SellerProgram;

/**
 * Who plays: seller and desk, started as often as the story needs them, all within its
 * time.
 */
final class Cast {

	private static final Duration LIMIT = Duration.ofMinutes(5);

	// They live for seconds: the quick compiler is enough
	private static final String QUICK = "-XX:TieredStopAtLevel=1";

	private final Instant end = Instant.now().plus(LIMIT);

	private final SellerProgram sellerProgram;

	private final Path buyerJar;

	private final Narrator narrator;

	Cast(Path sellerJar, Path buyerJar, Narrator narrator) {
		this.sellerProgram = SellerProgram.packaged(sellerJar);
		this.buyerJar = buyerJar;
		this.narrator = narrator;
	}

	/**
	 * Start a seller and lead the wire to it.
	 * @param folder what it keeps is in a folder below
	 * @param wire the wire
	 * @param properties what it is told besides
	 * @return the running seller
	 */
	SellerProcess seller(Path folder, LossyProxy wire, Map<String, String> properties)
			throws IOException, InterruptedException {
		Map<String, String> all = new HashMap<>(properties);
		all.put("sample.seller.data-dir", folder.resolve("seller").toString());
		SellerProcess seller = this.sellerProgram.start(List.of(QUICK), all, folder.resolve("seller.log"), (line) -> {
		});
		this.narrator.tell("demo", "The seller starts as process %d".formatted(seller.id()));
		seller.awaitReady(left());
		wire.leadTo(seller.port());
		this.narrator.tell("seller", "ready on port %d".formatted(seller.port()));
		return seller;
	}

	/**
	 * Start a desk.
	 * @param folder what it keeps is in there
	 * @param wire its way to the seller
	 * @param properties what it is told besides
	 * @param shown which of its lines are shown
	 * @return the running desk
	 */
	ChildProcess desk(Path folder, LossyProxy wire, Map<String, String> properties, Predicate<String> shown)
			throws IOException {
		List<String> arguments = new ArrayList<>(List.of(QUICK, "-jar", this.buyerJar.toString(),
				"--buyer.database=" + folder.resolve("desk"),
				"--adcp.client.agents.seller.url=" + wire.address() + "/mcp",
				// The seller's restart may take long on a busy machine
				"--adcp.client.agents.seller.retry.max-attempts=60", "--adcp.client.agents.seller.retry.deadline=2m",
				// Nobody wants to watch it wait
				"--adcp.client.agents.seller.follow.interval=1s", "--adcp.client.agents.seller.follow.max-interval=1s",
				"--adcp.client.agents.seller.follow.deadline=2m"));
		properties.forEach((property, value) -> arguments.add("--" + property + "=" + value));
		ChildProcess desk = ChildProcess.java(arguments).lines((line) -> {
			if (shown.test(line)) {
				this.narrator.tell("desk", line);
			}
		}).start(folder.resolve("desk.log"));
		this.narrator.tell("demo", "The desk starts as process %d".formatted(desk.id()));
		return desk;
	}

	/**
	 * Start a desk and let it book the whole plan.
	 * @param folder what it keeps is in there
	 * @param wire its way to the seller
	 * @param properties what it is told besides
	 * @param shown which of its lines are shown
	 */
	void bookAll(Path folder, LossyProxy wire, Map<String, String> properties, Predicate<String> shown)
			throws IOException, InterruptedException {
		try (ChildProcess desk = desk(folder, wire, properties, shown)) {
			int exitCode = desk.awaitExit(left());
			Demo.require(exitCode == 0, "The desk has ended with exit code %d".formatted(exitCode));
		}
	}

	/**
	 * Return how much time is left.
	 * @return the time, never negative
	 * @throws IllegalStateException where there is none
	 */
	Duration left() {
		Duration left = Duration.between(Instant.now(), this.end);
		Demo.require(!left.isNegative(), "The demonstration has not ended within %d s".formatted(LIMIT.toSeconds()));
		return left;
	}

}
