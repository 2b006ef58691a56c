package io.adcp.spring.verification.benchmark;

import java.util.Locale;

/**
 * Numbers as they are printed: with three digits that tell something, and no more.
 */
final class Numbers {

	private Numbers() {
	}

	static String format(double value) {
		double size = Math.abs(value);
		if (size >= 100 || value == Math.rint(value)) {
			return String.format(Locale.ROOT, "%.0f", value);
		}
		return String.format(Locale.ROOT, (size >= 10) ? "%.1f" : (size >= 0.1) ? "%.2f" : "%.4f", value);
	}

}
