package io.adcp.spring.verification.model;

import java.util.List;

import io.adcp.spring.verification.model.Exploration.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Visits all states of all protocols, and looks whether each mutation is found out.
 */
public final class ModelRun {

	// A story that takes longer is read by nobody
	private static final int LONGEST_STORY = 25;

	private final int copies;

	private long states;

	private int invariants;

	private int caught;

	private boolean holds = true;

	private ModelRun(int copies) {
		this.copies = copies;
	}

	/**
	 * Run, and end this JVM: with 0 where all is well.
	 * @param args how many copies of one buyer's requests may be on their way at once
	 */
	public static void main(String[] args) {
		System.exit(new ModelRun(args[0].isBlank() ? 2 : Integer.parseInt(args[0])).run() ? 0 : 1);
	}

	private boolean run() {
		protocols(this.copies, null).forEach(this::explore);
		for (Mutation mutation : Mutation.values()) {
			mutate(mutation);
		}
		int mutations = Mutation.values().length;
		boolean good = this.holds && this.caught == mutations;
		System.out.printf("MODEL %s states=%d invariants=%d mutations_caught=%d of %d%n", good ? "OK" : "FAILED",
				this.states, this.invariants, this.caught, mutations);
		return good;
	}

	static List<Protocol<?>> protocols(int copies, @Nullable Mutation mutation) {
		return List.of(new KeyProtocol(Binding.TRANSACTIONAL, copies, mutation),
				new KeyProtocol(Binding.LEASED, 1, mutation), new ClaimProtocol(mutation), new TaskProtocol(mutation));
	}

	// Fairness is one more promise of each
	private <S> void explore(Protocol<S> protocol) {
		Exploration<S> found = new Explorer<>(protocol).explore();
		this.states += found.states();
		this.invariants += protocol.invariants().size() + 1;
		System.out.printf("%s: %d states, %d steps between them%n", protocol.name(), found.states(), found.steps());
		protocol.invariants().forEach((invariant) -> System.out.println("     " + invariant));
		System.out.println("     " + Explorer.EVERY_PURCHASE_ENDS);
		if (found.violation() != null) {
			this.holds = false;
			System.out.println(found.violation());
		}
	}

	private void mutate(Mutation mutation) {
		Violation<?> violation = shortest(mutation);
		boolean isCaught = violation != null && violation.trace().moves().size() <= LONGEST_STORY;
		this.caught += isCaught ? 1 : 0;
		System.out.println(mutation + (isCaught ? " is found out:" : " IS NOT FOUND OUT"));
		if (violation != null) {
			System.out.println(violation);
		}
	}

	static @Nullable Violation<?> shortest(Mutation mutation) {
		Protocol<?> protocol = switch (mutation) {
			case RECORD_AFTER_COMMIT, SECOND_LOOK_FORGOTTEN, TOMBSTONE_PURGED_EARLY, SCOPE_WITHOUT_ACCOUNT ->
				new KeyProtocol(Binding.TRANSACTIONAL, 1, mutation);
			case RELEASE_ON_UNKNOWN, CLAIM_AFTER_CALL -> new ClaimProtocol(mutation);
			case WEBHOOK_IN_HANDLER -> new TaskProtocol(mutation);
		};
		return Explorer.ofOutwardPromises(protocol).explore().violation();
	}

}
