package io.adcp.spring.wire;

/**
 * Where a member stands with respect to what AdCP leaves out of the payload hash (AdCP
 * 3.1 idempotency, payload equivalence): {@code idempotency_key}, {@code context},
 * {@code governance_context} and
 * {@code push_notification_config.authentication.credentials}.
 */
enum Exclusion {

	/** Inside something that is left out. */
	EXCLUDED,

	/** In a place where nothing is left out. */
	NONE,

	/** The request itself. */
	REQUEST,

	/** The request's {@code push_notification_config}. */
	PUSH_NOTIFICATION_CONFIG,

	/** The {@code authentication} in there. */
	AUTHENTICATION;

	/**
	 * Return where the value of a member of this place stands.
	 * @param name the member's name
	 * @return the value's place
	 */
	Exclusion member(String name) {
		return switch (this) {
			case EXCLUDED, NONE -> this;
			case REQUEST -> requestMember(name);
			case PUSH_NOTIFICATION_CONFIG -> name.equals("authentication") ? AUTHENTICATION : NONE;
			case AUTHENTICATION -> name.equals("credentials") ? EXCLUDED : NONE;
		};
	}

	private static Exclusion requestMember(String name) {
		return switch (name) {
			case "idempotency_key", "context", "governance_context" -> EXCLUDED;
			case "push_notification_config" -> PUSH_NOTIFICATION_CONFIG;
			default -> NONE;
		};
	}

	/**
	 * Return where the elements of an array in this place stand.
	 * @return the elements' place
	 */
	Exclusion element() {
		return (this == EXCLUDED) ? EXCLUDED : NONE;
	}

}
