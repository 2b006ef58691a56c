package io.adcp.spring.verification.benchmark;

import org.jspecify.annotations.Nullable;

/**
 * What a variant's figure has to be, by itself or as a ratio to another variant's.
 *
 * @param variant whose figure
 * @param figure which figure
 * @param against the variant to divide by, or {@code null} for the figure itself
 * @param bound the bound
 * @param atLeast whether the figure has to be at least the bound, or else at most
 */
record Goal(String variant, String figure, @Nullable String against, double bound, boolean atLeast) {

	static Goal ratioAtLeast(String variant, String against, String figure, double bound) {
		return new Goal(variant, figure, against, bound, true);
	}

	static Goal ratioAtMost(String variant, String against, String figure, double bound) {
		return new Goal(variant, figure, against, bound, false);
	}

	static Goal atLeast(String variant, String figure, double bound) {
		return new Goal(variant, figure, null, bound, true);
	}

	static Goal atMost(String variant, String figure, double bound) {
		return new Goal(variant, figure, null, bound, false);
	}

	/**
	 * Compare a case's rounds with this goal.
	 * @param rounds the rounds
	 * @return the verdict, by the median of the rounds
	 */
	Verdict judge(Rounds rounds) {
		double measured = Statistics.median((this.against != null)
				? rounds.ratios(this.variant, this.against, this.figure) : rounds.values(this.variant, this.figure));
		return new Verdict(this, measured, this.atLeast ? measured >= this.bound : measured <= this.bound);
	}

	@Override
	public String toString() {
		return this.variant + ((this.against != null) ? " : " + this.against : "") + ", " + this.figure
				+ (this.atLeast ? " at least " : " at most ") + Numbers.format(this.bound);
	}

	/**
	 * What became of a goal.
	 *
	 * @param goal the goal
	 * @param measured the median of the rounds
	 * @param met whether it keeps to the bound
	 */
	record Verdict(Goal goal, double measured, boolean met) {
	}

}
