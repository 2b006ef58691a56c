package io.adcp.spring.verification.model;

/**
 * What a request says. Two are as good as many: all that is asked is whether they differ.
 */
public enum Payload {

	A(0), B(1);

	private final int slot;

	Payload(int slot) {
		this.slot = slot;
	}

	int slot() {
		return this.slot;
	}

}
