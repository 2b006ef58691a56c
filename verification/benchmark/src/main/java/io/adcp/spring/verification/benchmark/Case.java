package io.adcp.spring.verification.benchmark;

import java.util.List;

/**
 * Variants that are compared under the same conditions.
 *
 * @param conditions the conditions in a few words, such as "8 threads"
 * @param figure the figure that variants are compared by
 * @param base the name of the variant that the others are divided by
 * @param variants the variants
 * @param goals what has to be reached; may be empty
 */
record Case(String conditions, String figure, String base, List<Variant> variants, List<Goal> goals) {

	/**
	 * Measure in rounds: in each round every variant has one block, and each round begins
	 * with another variant, so that nobody always comes after the same neighbour.
	 * @param warmUps rounds whose figures are thrown away
	 * @param rounds rounds whose figures count
	 * @return the figures
	 * @throws Exception where a block could not be measured
	 */
	Rounds measure(int warmUps, int rounds) throws Exception {
		Rounds result = new Rounds();
		for (int round = -warmUps; round < rounds; round++) {
			for (int i = 0; i < this.variants.size(); i++) {
				Variant variant = this.variants.get(Math.floorMod(round + i, this.variants.size()));
				Figures figures = variant.block().measure();
				if (round >= 0) {
					result.add(variant.name(), figures);
				}
			}
		}
		return result;
	}

}
