package io.adcp.spring.verification.model;

import java.util.Arrays;

/**
 * A list of numbers that takes little room.
 */
final class IntList {

	private int[] numbers = new int[1024];

	private int size;

	void add(int number) {
		if (this.size == this.numbers.length) {
			this.numbers = Arrays.copyOf(this.numbers, 2 * this.size);
		}
		this.numbers[this.size++] = number;
	}

	int get(int index) {
		return this.numbers[index];
	}

	int size() {
		return this.size;
	}

}
