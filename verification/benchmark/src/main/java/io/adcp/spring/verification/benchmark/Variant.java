package io.adcp.spring.verification.benchmark;

/**
 * One way to do what a case asks about.
 *
 * @param name the name, as it is printed
 * @param block measures one block
 */
record Variant(String name, Block block) {

	/**
	 * Measures.
	 */
	@FunctionalInterface
	interface Block {

		/**
		 * Measure one block.
		 * @return what it has measured; the same names each time
		 * @throws Exception where it could not be measured
		 */
		Figures measure() throws Exception;

	}

}
