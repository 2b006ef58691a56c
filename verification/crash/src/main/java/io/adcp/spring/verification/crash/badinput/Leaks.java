package io.adcp.spring.verification.crash.badinput;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What no answer may hold: the inside of the server, and the key of a call.
 */
final class Leaks {

	/** How many characters of a key may be told. */
	private static final int KEY_SHOWN = 8;

	/** How much of the key is looked for, which is more than a UUID. */
	private static final int KEY_SEARCHED = 60;

	private static final Pattern INSIDE = Pattern.compile(String.join("|", "\\bio\\.adcp\\b",
			"\\borg\\.(?:springframework|apache|postgresql|hibernate|slf4j|eclipse)", "\\bjava[x]?\\.[a-z]+\\.",
			"\\bjakarta\\.", "\\btools\\.jackson", "\\bcom\\.(?:fasterxml|zaxxer|sun)\\.",
			"\\bio\\.modelcontextprotocol", "\\breactor\\.core", "[A-Za-z]Exception\\b",
			"\\b(?:StackOverflow|OutOfMemory)Error", "(?:\\n|\\\\n)\\s*(?:\\\\t)?at [a-z]", "ERROR:", "SQLSTATE",
			"\\bPSQL", "\\$\\$Lambda|CGLIB|\\.java:\\d"));

	// Those of the seller, the starter and the run's own tasks. What the requests say is
	// other SQL
	private static final Pattern STATEMENT = Pattern.compile(
			"(?i)\\b(?:from|into|update|join|table|relation|column)\\s+\"?(?:media_buy|account|product|pricing|creative|"
					+ "rest_|webhook|event_pub|adcp_)|adcp_idempotency|event_publication|media_buy_package|"
					+ "creative_assignment\\b|pg_try_advisory|ON CONFLICT");

	private static final Pattern ECHO = Pattern
		.compile("\"idempotency_key\":\"[^\"\\\\]*\"|\\\\\"idempotency_key\\\\\":\\\\\"[^\"\\\\]*\\\\\"");

	private Leaks() {
	}

	/**
	 * Look for what may not be told.
	 * @param answer the answer's headers and body
	 * @param key the request's key, if it has one
	 * @return what was found, or {@code null}
	 */
	static @Nullable String find(String answer, @Nullable String key) {
		Matcher inside = INSIDE.matcher(answer);
		if (inside.find()) {
			return "the server's inside: " + around(answer, inside.start());
		}
		Matcher statement = STATEMENT.matcher(answer);
		if (statement.find()) {
			return "SQL: " + around(answer, statement.start());
		}
		return (key != null) ? key(answer, key) : null;
	}

	private static @Nullable String key(String answer, String key) {
		// AdCP gives the caller its own key back, in the envelope of a success
		String echo = "\"idempotency_key\":" + JsonMapper.shared().writeValueAsString(key);
		String quotedEcho = JsonMapper.shared().writeValueAsString(echo);
		// And a request whose text was broken may carry another key than it was made with
		String rest = ECHO
			.matcher(answer.replace(echo, "").replace(quotedEcho.substring(1, quotedEcho.length() - 1), ""))
			.replaceAll("");
		int last = Math.min(key.length(), KEY_SEARCHED) - KEY_SHOWN - 1;
		for (int i = 0; i <= last; i++) {
			int found = rest.indexOf(key.substring(i, i + KEY_SHOWN + 1));
			if (found >= 0) {
				return "more than 8 characters of the key: " + around(rest, found);
			}
		}
		return null;
	}

	private static String around(String text, int at) {
		return text.substring(Math.max(0, at - 80), Math.min(text.length(), at + 160));
	}

}
