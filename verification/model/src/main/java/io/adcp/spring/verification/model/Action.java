package io.adcp.spring.verification.model;

/**
 * The kinds of steps. A fault is what need not happen: without faults, everything ends.
 */
public enum Action {

	SEND("%s is sent", false),

	SEND_OTHER("%s, another one under the same key, is sent by mistake", true),

	GIVE_UP_WAITING("%s has no answer and waits no longer, or dies and keeps its frozen call", false),

	LOSE_REQUEST("a copy of %s is lost", true),

	DUPLICATE_REQUEST("the network makes another copy of %s", true),

	RECEIVE("%s: the key is looked up", false),

	CLAIM("%s asks for the key's lock, and looks again under it", false),

	HANDLE("%s runs the handler to its end", false),

	FAIL("the handler of %s fails and is rolled back", true),

	COMMIT("%s commits", false),

	COMMIT_UNKNOWN_DONE("the commit of %s takes place, but its answer is lost", true),

	COMMIT_UNKNOWN_UNDONE("the commit of %s fails, and nobody tells it why", true),

	STORE("%s stores the answer after the commit", false),

	DELIVER("the answer of %s arrives", false),

	LOSE_ANSWER("the answer of %s is lost", true),

	DISMISS("the answer of %s is for nobody who waits", false),

	CRASH("%s dies", true),

	LEASE_ENDS("the lease of %s ends", false),

	WINDOW_ENDS("the replay window of %s ends", true),

	PURGE("%s are purged", true),

	FORGET("%s are forgotten, long after", true),

	NOTE("%s opens its claim with the note of the call", false),

	TAKE_OVER("%s takes the claim over", false),

	INVOKE("the ad server does what %s asks for, and says so", false),

	INVOKE_REFUSED("the ad server refuses what %s asks for", false),

	INVOKE_UNANSWERED("the ad server does what %s asks for, but its answer is lost", true),

	INVOKE_LOST("what %s asks the ad server for is lost on the way", true),

	INVOKE_LATE("what %s asks the ad server for hangs on the way", true),

	INVOKE_ARRIVES("%s arrives at the ad server after all", false),

	ASK("%s asks the ad server what became of the call", false),

	ASK_IN_VAIN("%s asks the ad server what became of the call, and is not told", true),

	SUBMIT("%s commits the task with its submitted answer", false),

	START_WORK("%s begins to work on the task", false),

	ABANDON("%s stands still for so long that the queue gives its work to others", true),

	WORK("%s writes the rows of the task's end", false),

	WORK_FAILS("the work of %s fails, and is to be done again", true),

	REJECT("a person rejects %s", true),

	TELL("%s sends the webhook", false),

	LOSE_EVENT("a copy of %s is lost", true),

	DUPLICATE_EVENT("the network makes another copy of %s", true),

	NOTICE("the receiver notes %s and acts on it, in one commit", false),

	MARK("%s is told that the webhook was received, and marks it", false),

	POLL("%s asks how the task stands", false);

	private final String story;

	private final boolean fault;

	Action(String story, boolean fault) {
		this.story = story;
		this.fault = fault;
	}

	String story() {
		return this.story;
	}

	/**
	 * Return whether it is a fault, or nobody's duty.
	 * @return {@code false} for what somebody goes on with
	 */
	public boolean isFault() {
		return this.fault;
	}

}
