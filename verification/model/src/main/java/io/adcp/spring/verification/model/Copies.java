package io.adcp.spring.verification.model;

/**
 * Small counts, two bits each.
 *
 * @param bits the counts
 */
public record Copies(int bits) {

	static final Copies NONE = new Copies(0);

	int get(int index) {
		return (this.bits >> (2 * index)) & 3;
	}

	Copies plus(int index, int more) {
		return new Copies(this.bits + (more << (2 * index)));
	}

	int sum() {
		return get(0) + get(1) + get(2) + get(3);
	}

	boolean isEmpty() {
		return this.bits == 0;
	}

}
