package io.adcp.spring.verification.benchmark;

import java.util.ArrayList;
import java.util.List;

/**
 * What a table has found.
 *
 * @param cases the cases with their rounds
 * @param facts what is counted once and not measured in blocks
 * @param notes what a reader has to know
 */
record Findings(List<Measured> cases, List<Fact> facts, List<String> notes) {

	Findings() {
		this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
	}

	/**
	 * A case and what was measured.
	 *
	 * @param setting the case
	 * @param rounds the figures
	 */
	record Measured(Case setting, Rounds rounds) {
	}

	/**
	 * Something counted.
	 *
	 * @param what what is counted, with the unit
	 * @param value the count
	 * @param verdict what had to be reached and whether it was, or empty
	 */
	record Fact(String what, double value, String verdict) {
	}

}
