package io.adcp.spring.verification.benchmark;

/**
 * One question, and how to measure the answer.
 */
interface BenchmarkTable {

	/**
	 * Return the name by which a run can choose the table.
	 * @return the name, in lower case with hyphens
	 */
	String name();

	/**
	 * Return the question that the table answers.
	 * @return a sentence
	 */
	String question();

	/**
	 * Measure.
	 * @param bench measures cases, and takes what is found
	 * @throws Exception where it could not be measured
	 */
	void measure(Bench bench) throws Exception;

}
