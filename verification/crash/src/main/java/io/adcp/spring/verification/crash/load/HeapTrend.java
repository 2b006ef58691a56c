package io.adcp.spring.verification.crash.load;

import java.util.ArrayList;
import java.util.List;

/**
 * The heap after each collection, and whether it stops growing: in the last third it may
 * lie at most {@value #PERCENT} % and {@value #MEGABYTES} MB above where it was at one
 * third. Caches and pools have filled by then.
 */
final class HeapTrend {

	private static final int PERCENT = 10;

	private static final int MEGABYTES = 5;

	private static final long MEGABYTE = 1 << 20;

	/** Fewer tell no trend. */
	private static final int FEWEST = 6;

	private final List<Long> samples = new ArrayList<>();

	void add(long bytes) {
		this.samples.add(bytes);
	}

	boolean isFlat() {
		return this.samples.size() >= FEWEST
				&& median(lastThird()) <= atOneThird() * (100 + PERCENT) / 100 + MEGABYTES * MEGABYTE;
	}

	private long atOneThird() {
		return this.samples.get(this.samples.size() / 3);
	}

	private List<Long> lastThird() {
		return this.samples.subList(this.samples.size() - this.samples.size() / 3, this.samples.size());
	}

	// One sample may lie high, because a purge or a check of the pool was at work
	private static long median(List<Long> values) {
		return values.stream().sorted().toList().get(values.size() / 2);
	}

	/**
	 * Return what stays of each call, as far as it can be told from the samples.
	 * @param callsBetween how many calls lie between two samples
	 * @return bytes a call, from one third on
	 */
	long bytesPerCall(int callsBetween) {
		int between = this.samples.size() - 1 - this.samples.size() / 3;
		long growth = this.samples.get(this.samples.size() - 1) - atOneThird();
		return (between > 0) ? growth / ((long) between * callsBetween) : 0;
	}

	@Override
	public String toString() {
		return this.samples.stream().map((bytes) -> "%.1f".formatted(bytes / (double) MEGABYTE)).toList() + " MB";
	}

}
