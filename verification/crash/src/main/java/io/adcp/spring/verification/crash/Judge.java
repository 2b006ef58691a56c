package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.verification.harness.Run;
import tools.jackson.databind.JsonNode;

/**
 * Looks, when everybody who had to die has died, at what has come of it.
 */
final class Judge {

	private static final int POLL_MILLIS = 500;

	private static final String WEBHOOKS_NOW = """
			UPDATE adcp_idempotency_work SET execution_time = CURRENT_TIMESTAMP
			WHERE task_name = 'webhook' AND NOT picked AND execution_time > CURRENT_TIMESTAMP AND EXISTS (
				SELECT 1 FROM adcp_idempotency_webhook w WHERE w.id::text = task_instance AND w.state = 'due')""";

	private final List<String> others = new ArrayList<>();

	private final SellerCalls sellers = new SellerCalls(Duration.ofSeconds(30));

	private final CrashAttempt attempt;

	private final SellerSlot first;

	private final SellerSlot second;

	Judge(CrashAttempt attempt, SellerSlot first, SellerSlot second) {
		this.attempt = attempt;
		this.first = first;
		this.second = second;
	}

	/**
	 * Judge.
	 * @return the result
	 */
	CrashResult judge() throws Exception {
		SellerAnswers answers = this.attempt.answers();
		Inspection before = Inspection.of(this.attempt, answers);
		Run.say("Every call once more, %d in all", before.calls().size());
		Collection<String> stuck = new LastRetry(answers, this.first.port(), this.second.port())
			.of(before.calls().values());
		Inspection after = Inspection.of(this.attempt, new SellerAnswers(0));
		FindingLog found = outside(after);
		found.addAll(after.findings());
		found.addAll(Finding.STUCK, stuck);
		found.addAll(Finding.DISORDERED, this.attempt.history().judge(after, this.attempt.outside().deliveries()));
		this.attempt.doubles().explain(after.bought());
		Run.say("Everybody has died:%n%s", this.attempt.doubles().table(this.attempt.deaths().places()));
		requireAllPlaces();
		race();
		found.addAll(Finding.MISMATCHED, answers.mismatches());
		found.tell();
		this.others.forEach((fault) -> Run.say("FOUND: %s", fault));
		return new CrashResult(this.attempt.deaths().all(), answers.calls(), after.buys(), found, this.others);
	}

	// A webhook comes when its receiver is well again, but not in the same moment: it
	// waits
	// the longer, the longer the receiver was dead. Here that wait is cut short.
	private FindingLog outside(Inspection inside) throws IOException, InterruptedException, SQLException {
		if (!this.attempt.settings().backend().isInDatabase()) {
			return new FindingLog();
		}
		JsonNode keySet = this.sellers.keySet(this.first.port());
		Instant end = Instant.now().plus(this.attempt.settings().patience());
		FindingLog found = OutsideInspection.of(this.attempt.outside(), inside, keySet);
		while (found.count(Finding.WEBHOOKS_LOST) > 0 && Instant.now().isBefore(end)) {
			this.attempt.database().execute(WEBHOOKS_NOW);
			TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
			found = OutsideInspection.of(this.attempt.outside(), inside, keySet);
		}
		return found;
	}

	private void requireAllPlaces() {
		List<String> missing = this.attempt.deaths().missing(this.attempt.schedule().places());
		if (!missing.isEmpty()) {
			String fault = "Nothing has died at " + missing;
			Run.say("%s", fault);
			if (this.attempt.settings().mustReachAllPlaces()) {
				this.others.add(fault);
			}
		}
	}

	private void race() throws Exception {
		if (this.attempt.settings().races() > 0) {
			race("wait");
			Map<String, String> reject = Map.of("adcp.idempotency.in-flight", "reject");
			ExecutorService thread = Executors.newSingleThreadExecutor();
			Slot other = () -> this.second.restart(reject);
			CompletableFuture<Void> started = other.begin(thread);
			this.first.restart(reject);
			started.get();
			thread.shutdown();
			race("reject");
		}
	}

	private void race(String policy) throws Exception {
		Races races = new Races(this.attempt.database(), policy, this.first.port(), this.second.port());
		this.others.addAll(races.run(this.attempt.settings().races()));
		Run.say("%s", races);
	}

}
