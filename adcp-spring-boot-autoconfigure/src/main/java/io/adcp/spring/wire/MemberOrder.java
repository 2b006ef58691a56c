package io.adcp.spring.wire;

import java.util.Arrays;

/**
 * Puts the members of one object after the other, just written to the output and each
 * followed by a comma, into the order of RFC 8785 (section 3.2.3): that of the names'
 * UTF-16 code units, without escapes. Refuses a name that comes twice, and takes out what
 * is excluded.
 */
final class MemberOrder {

	private static final int INSERTION_SORT_LIMIT = 24;

	private final CanonicalOutput out;

	/**
	 * Of each member of the objects that are open, from the outermost inwards: where it
	 * starts, its complement where the member is excluded.
	 */
	private int[] starts = new int[32];

	/**
	 * Of each such member: where its name stops, at the quote; its complement where the
	 * name has escapes.
	 */
	private int[] stops = new int[32];

	private int count;

	private byte[] scratch = {};

	MemberOrder(CanonicalOutput out) {
		this.out = out;
	}

	/**
	 * Begin an object.
	 * @return a mark to end it with
	 */
	int begin() {
		return this.count;
	}

	/**
	 * Add a member whose name was just written.
	 * @param start where the member starts in the output
	 * @param escaped whether the name may have escapes
	 * @param excluded whether the member is to be taken out
	 */
	void add(int start, boolean escaped, boolean excluded) {
		if (this.count == this.starts.length) {
			this.starts = Arrays.copyOf(this.starts, this.count * 2);
			this.stops = Arrays.copyOf(this.stops, this.count * 2);
		}
		int stop = this.out.size - 1;
		this.starts[this.count] = excluded ? ~start : start;
		this.stops[this.count++] = escaped ? ~stop : stop;
	}

	/**
	 * End an object: put its members into order.
	 * @param mark the object's mark
	 * @throws MalformedJsonException if a name comes twice
	 */
	void end(int mark) {
		if (!inOrder(mark)) {
			rearrange(mark, sort(mark));
		}
		this.count = mark;
	}

	private boolean inOrder(int mark) {
		for (int i = mark; i < this.count; i++) {
			if (this.starts[i] < 0 || (i > mark && compare(i - 1, i) >= 0)) {
				return false;
			}
		}
		return true;
	}

	private int[] sort(int mark) {
		int[] sorted = new int[this.count - mark];
		for (int i = 0; i < sorted.length; i++) {
			sorted[i] = mark + i;
		}
		if (sorted.length <= INSERTION_SORT_LIMIT) {
			insertionSort(sorted);
			return sorted;
		}
		return mergeSort(sorted);
	}

	private void insertionSort(int[] sorted) {
		for (int i = 1; i < sorted.length; i++) {
			int member = sorted[i];
			int to = i;
			while (to > 0 && compareDistinct(sorted[to - 1], member) > 0) {
				sorted[to] = sorted[to - 1];
				to--;
			}
			sorted[to] = member;
		}
	}

	private int[] mergeSort(int[] members) {
		int[] from = members;
		int[] to = new int[members.length];
		for (int width = 1; width < members.length; width *= 2) {
			for (int i = 0; i < members.length; i += 2 * width) {
				int middle = Math.min(i + width, members.length);
				merge(from, to, i, middle, Math.min(middle + width, members.length));
			}
			int[] swap = from;
			from = to;
			to = swap;
		}
		return from;
	}

	private void merge(int[] from, int[] to, int start, int middle, int end) {
		int left = start;
		int right = middle;
		for (int i = start; i < end; i++) {
			boolean takeLeft = right == end || (left < middle && compareDistinct(from[left], from[right]) < 0);
			to[i] = takeLeft ? from[left++] : from[right++];
		}
	}

	private int compareDistinct(int left, int right) {
		int order = compare(left, right);
		if (order == 0) {
			throw new MalformedJsonException("Name twice in one object").within(name(right));
		}
		return order;
	}

	private int compare(int left, int right) {
		if ((this.stops[left] | this.stops[right]) < 0) {
			return name(left).compareTo(name(right));
		}
		byte[] bytes = this.out.bytes;
		int leftStart = nameStart(left);
		int rightStart = nameStart(right);
		int leftLength = this.stops[left] - leftStart;
		int rightLength = this.stops[right] - rightStart;
		int at = Arrays.mismatch(bytes, leftStart, leftStart + leftLength, bytes, rightStart, rightStart + rightLength);
		if (at < 0 || at == leftLength || at == rightLength) {
			return leftLength - rightLength;
		}
		return compareBytes(bytes[leftStart + at] & 0xFF, bytes[rightStart + at] & 0xFF);
	}

	/**
	 * Compare the first bytes that differ. UTF-8 is in the order of the code points, and
	 * so is UTF-16, but for characters of four bytes: they are surrogates in UTF-16, and
	 * go before U+E000 to U+FFFF, whose first byte is EE or EF.
	 */
	private static int compareBytes(int left, int right) {
		if (left >= 0xEE && right >= 0xEE && (left >= 0xF0) != (right >= 0xF0)) {
			return right - left;
		}
		return left - right;
	}

	private int nameStart(int member) {
		int start = this.starts[member];
		return ((start < 0) ? ~start : start) + 1;
	}

	private String name(int member) {
		int stop = this.stops[member];
		return JsonText.decode(this.out.bytes, nameStart(member), (stop < 0) ? ~stop : stop);
	}

	private void rearrange(int mark, int[] sorted) {
		int begin = nameStart(mark) - 1;
		int length = this.out.size - begin;
		if (this.scratch.length < length) {
			this.scratch = new byte[length];
		}
		System.arraycopy(this.out.bytes, begin, this.scratch, 0, length);
		int stop = this.out.size;
		this.out.size = begin;
		for (int member : sorted) {
			int start = this.starts[member];
			if (start >= 0) {
				int next = (member + 1 < this.count) ? nameStart(member + 1) - 1 : stop;
				this.out.write(this.scratch, start - begin, next - start);
			}
		}
	}

}
