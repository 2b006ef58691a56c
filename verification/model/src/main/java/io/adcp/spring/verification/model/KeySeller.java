package io.adcp.spring.verification.model;

import org.jspecify.annotations.Nullable;

/**
 * What a seller's process is at, with one request at a time.
 *
 * @param phase how far it has come
 * @param request the request
 * @param answer what it is about to answer
 * @param content what its answer is about, where it is a success
 */
public record KeySeller(KeyPhase phase, @Nullable Ordered request, @Nullable SellerAnswer answer,
		@Nullable Ordered content) {

	static final KeySeller IDLE = new KeySeller(KeyPhase.IDLE, null, null, null);

	static KeySeller at(KeyPhase phase, Ordered request) {
		return new KeySeller(phase, request, null, null);
	}

	KeySeller at(KeyPhase phase) {
		return new KeySeller(phase, this.request, null, null);
	}

	KeySeller answering(SellerAnswer answer) {
		return new KeySeller(KeyPhase.ANSWERING, this.request, answer, null);
	}

	KeySeller answering(SellerAnswer answer, @Nullable Ordered content) {
		return new KeySeller(KeyPhase.ANSWERING, this.request, answer, answer.isSuccess() ? content : null);
	}

	boolean holdsTheKey() {
		return this.phase == KeyPhase.RUNNING || this.phase == KeyPhase.WRITTEN || this.phase == KeyPhase.COMMITTED;
	}

	/** How far it has come. */
	public enum KeyPhase {

		IDLE,

		/** The key was looked up, and nobody had it. */
		LOOKED,

		/** It has the key, and its handler runs. */
		RUNNING,

		/** The handler has written its rows, and nothing is committed. */
		WRITTEN,

		/** The rows are committed and the answer is not stored. */
		COMMITTED,

		/** It is about to answer. */
		ANSWERING

	}

}
