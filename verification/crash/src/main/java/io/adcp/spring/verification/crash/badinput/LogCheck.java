package io.adcp.spring.verification.crash.badinput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks into the seller's log: bad input is no news for an operator, and keys are secrets
 * there as well. Stack traces at lower levels are passed over: Tomcat writes one for the
 * first request of a kind that is no HTTP.
 */
final class LogCheck {

	private static final int SHOWN = 10;

	private static final Pattern LEVEL = Pattern.compile("^\\d{4}-\\S+ +(ERROR|WARN|INFO|DEBUG) ");

	private static final Pattern TRACE = Pattern.compile("^\\s+at [\\w.$/]+\\(");

	// Longer by one character than what may be shown
	private static final Pattern KEY = Pattern.compile("\\b" + Good.KEY_MARK + "[0-9a-f]{6}-");

	private final List<String> faults = new ArrayList<>();

	private String level = "";

	/**
	 * Look through a log.
	 * @param log the file
	 * @return what should not be there
	 */
	static List<String> faults(Path log) throws IOException {
		LogCheck check = new LogCheck();
		try (Stream<String> lines = Files.lines(log)) {
			lines.forEach(check::line);
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
		return check.faults.stream().limit(SHOWN).toList();
	}

	void line(String line) {
		Matcher found = LEVEL.matcher(line);
		if (found.find()) {
			this.level = found.group(1);
			if (this.level.equals("ERROR")) {
				fault("an error", line);
			}
		}
		else if (TRACE.matcher(line).find() && this.level.equals("WARN")) {
			fault("a stack trace", line);
		}
		if (KEY.matcher(line).find()) {
			fault("a key", line);
		}
	}

	private void fault(String what, String line) {
		this.faults.add("The seller's log has %s: %s".formatted(what, line.substring(0, Math.min(300, line.length()))));
	}

	List<String> faults() {
		return this.faults;
	}

}
