package io.adcp.spring.verification.crash;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.adcp.spring.verification.harness.Run;

/**
 * Looks, when everybody who had to die has died, at what has come of it.
 */
final class Judge {

	private static final int TOLD_OF_EACH_KIND = 20;

	private final List<String> others = new ArrayList<>();

	private final Attempt attempt;

	private final WebhookCounter webhooks;

	private final SellerSlot first;

	private final SellerSlot second;

	Judge(Attempt attempt, WebhookCounter webhooks, SellerSlot first, SellerSlot second) {
		this.attempt = attempt;
		this.webhooks = webhooks;
		this.first = first;
		this.second = second;
	}

	/**
	 * Judge.
	 * @return the result
	 */
	CrashResult judge() throws Exception {
		SellerAnswers answers = this.attempt.answers();
		Inspection before = Inspection.of(this.attempt, answers, this.webhooks);
		Run.say("Every call once more, %d in all", before.calls().size());
		Collection<String> stuck = new LastRetry(answers, this.first.port(), this.second.port())
			.of(before.calls().values());
		Inspection after = Inspection.of(this.attempt, new SellerAnswers(0), this.webhooks);
		this.attempt.doubles().explain(after.bought());
		Run.say("Everybody has died:%n%s", this.attempt.doubles().table(this.attempt.deaths().places()));
		requireAllPlaces();
		race();
		tell(after.duplicates(), after.lost(), stuck, answers.mismatches(), this.others);
		return new CrashResult(this.attempt.deaths().all(), answers.calls(), after.buys(), after.duplicates().size(),
				after.lost().size(), stuck.size(), answers.mismatches().size(), this.others);
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

	@SafeVarargs
	private static void tell(Collection<String>... faults) {
		for (Collection<String> some : faults) {
			some.stream().limit(TOLD_OF_EACH_KIND).forEach((fault) -> Run.say("FOUND: %s", fault));
		}
	}

}
