package io.adcp.spring.verification.benchmark;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import io.adcp.spring.verification.harness.Run;

/**
 * What a run can be told by system properties.
 *
 * @param tables the names of the tables to measure; empty for all
 * @param blocks how many blocks each variant is measured in
 * @param block how long a block takes
 * @param scale what part of the full number of rows and calls is used, above 0 and up to
 * 1
 * @param seed decides about payloads that are made up
 */
record BenchmarkSettings(List<String> tables, int blocks, Duration block, double scale, long seed) {

	/**
	 * The fewest blocks whose median is called a result.
	 */
	static final int BLOCKS_OF_A_RESULT = 9;

	static BenchmarkSettings read() {
		String tables = text("tables", "");
		return new BenchmarkSettings(tables.isEmpty() ? List.of() : Arrays.asList(tables.split("\\s*,\\s*")),
				Integer.parseInt(text("blocks", Integer.toString(BLOCKS_OF_A_RESULT))),
				Duration.ofMillis(Long.parseLong(text("block-millis", "700"))), Double.parseDouble(text("scale", "1")),
				Long.parseLong(text("seed", "20261121")));
	}

	private static String text(String name, String otherwise) {
		return Run.text("adcp.benchmark." + name, otherwise);
	}

	/**
	 * Return whether the figures of such a run are a result.
	 * @return {@code false} for a trial
	 */
	boolean isResult() {
		return this.blocks >= BLOCKS_OF_A_RESULT && this.scale == 1;
	}

	/**
	 * Return a number of rows or calls, as small as the run is.
	 * @param full the number in a full run
	 * @return the number in this run, at least 1
	 */
	int scaled(int full) {
		return (int) Math.max(1, Math.round(full * this.scale));
	}

}
