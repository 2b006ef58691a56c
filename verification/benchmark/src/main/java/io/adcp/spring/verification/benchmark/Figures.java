package io.adcp.spring.verification.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one block has measured: a number for each name, the units in the names.
 *
 * @param values the numbers, the most telling first
 */
record Figures(Map<String, Double> values) {

	static Figures of(String name, double value) {
		return new Figures(Map.of(name, value));
	}

	/**
	 * Return these figures and one more.
	 * @param name the name, with the unit
	 * @param value the number
	 * @return all of them
	 */
	Figures and(String name, double value) {
		Map<String, Double> all = new LinkedHashMap<>(this.values);
		all.put(name, value);
		return new Figures(all);
	}

	double get(String name) {
		Double value = this.values.get(name);
		if (value == null) {
			throw new IllegalArgumentException("Nobody has measured '" + name + "', only " + this.values.keySet());
		}
		return value;
	}

}
