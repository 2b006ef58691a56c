package io.adcp.spring.verification.crash.single;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What came back over the wire.
 *
 * @param status the HTTP status, 0 where the connection was cut instead, -1 where nothing
 * came in time
 * @param headers the header lines as they came
 * @param body the body, without the transfer's framing
 */
@SuppressWarnings("ArrayRecordComponent")
public record Reply(int status, List<String> headers, byte[] body) {

	static final Reply CUT = new Reply(0, List.of(), new byte[0]);

	static final Reply SILENCE = new Reply(-1, List.of(), new byte[0]);

	/**
	 * Return the body as text.
	 * @return the text, in which malformed UTF-8 is replaced
	 */
	public String text() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	/**
	 * Return whether there was no answer.
	 * @return {@code true} where the connection was cut
	 */
	public boolean cut() {
		return this.status == 0;
	}

	/**
	 * Return whether nothing came in time.
	 * @return {@code true} where the seller kept silent
	 */
	public boolean silent() {
		return this.status < 0;
	}

}
