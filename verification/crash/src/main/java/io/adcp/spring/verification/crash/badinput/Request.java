package io.adcp.spring.verification.crash.badinput;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * A request as it is sent.
 *
 * @param generator who made it
 * @param bytes all of it, head and body
 * @param rest whether it goes to the REST tasks
 * @param key the key that it carries, if any
 * @param beneathAdcp whether it breaks HTTP or the way to the task, so that somebody else
 * than the starter may answer, in words of his own
 * @param mayCut whether the connection may be cut instead of an answer
 */
@SuppressWarnings("ArrayRecordComponent")
record Request(String generator, byte[] bytes, boolean rest, @Nullable String key, boolean beneathAdcp,
		boolean mayCut) {

	private static final int SHOWN = 1200;

	/**
	 * Return the beginning of the request, to be sent again by hand.
	 * @return the request as text where it is one, else in hex
	 */
	String shown() {
		int length = Math.min(SHOWN, this.bytes.length);
		String text = new String(this.bytes, 0, length, StandardCharsets.ISO_8859_1);
		boolean plain = text.chars().allMatch((one) -> (one >= ' ' && one < 127) || one == '\r' || one == '\n');
		String more = (length < this.bytes.length) ? "... (%d bytes)".formatted(this.bytes.length) : "";
		return plain ? text.replace("\r\n", "|") + more : HexFormat.of().formatHex(this.bytes, 0, length) + more;
	}

}
