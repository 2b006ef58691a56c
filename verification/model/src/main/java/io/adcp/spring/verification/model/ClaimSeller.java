package io.adcp.spring.verification.model;

import org.jspecify.annotations.Nullable;

/**
 * What a seller's process is at whose handler calls the ad server under a claim.
 *
 * @param phase how far it has come
 * @param payload what it was asked for
 * @param answer what it is about to answer
 * @param content the payload that its answer is about, where it is a success
 */
record ClaimSeller(ClaimPhase phase, @Nullable Payload payload, @Nullable SellerAnswer answer,
		@Nullable Payload content) {

	static final ClaimSeller IDLE = new ClaimSeller(ClaimPhase.IDLE, null, null, null);

	static ClaimSeller looked(Payload payload) {
		return new ClaimSeller(ClaimPhase.LOOKED, payload, null, null);
	}

	ClaimSeller at(ClaimPhase phase) {
		return new ClaimSeller(phase, this.payload, null, null);
	}

	ClaimSeller answering(SellerAnswer answer) {
		return new ClaimSeller(ClaimPhase.ANSWERING, this.payload, answer, null);
	}

	ClaimSeller answering(SellerAnswer answer, @Nullable Payload content) {
		return new ClaimSeller(ClaimPhase.ANSWERING, this.payload, answer, answer.isSuccess() ? content : null);
	}

	boolean isAtWork() {
		return this.phase != ClaimPhase.IDLE && this.phase != ClaimPhase.ANSWERING && this.phase != ClaimPhase.LOOKED;
	}

	/** How far it has come. */
	enum ClaimPhase {

		IDLE,

		/**
		 * The key was looked up, and it is this process's turn to claim or to take over.
		 */
		LOOKED,

		/** The call is noted, and about to be made. */
		NOTED,

		/** It has taken over, and must find out what became of the call. */
		TAKEN_OVER,

		/** The ad server has said that it did what it was asked for. */
		CALLED,

		ANSWERING

	}

}
