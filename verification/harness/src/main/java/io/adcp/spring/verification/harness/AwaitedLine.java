package io.adcp.spring.verification.harness;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line by which a program says that it is ready.
 */
public final class AwaitedLine implements Consumer<String> {

	private final CompletableFuture<String> value = new CompletableFuture<>();

	private final Pattern pattern;

	/**
	 * Wait for a line.
	 * @param pattern a regular expression that is found in it; its first group, if it has
	 * one, is the {@link #value()}
	 */
	public AwaitedLine(String pattern) {
		this.pattern = Pattern.compile(pattern);
	}

	@Override
	public void accept(String line) {
		Matcher found = this.pattern.matcher(line);
		if (!this.value.isDone() && found.find()) {
			this.value.complete(found.group((found.groupCount() > 0) ? 1 : 0));
		}
	}

	/**
	 * Wait until the line has come, or its program has ended.
	 * @param process the program
	 * @param limit how long to wait
	 * @return whether it has come
	 */
	public boolean hasCome(ChildProcess process, Duration limit) throws InterruptedException {
		try {
			CompletableFuture.anyOf(this.value, process.ended()).get(limit.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			return false;
		}
		return this.value.isDone();
	}

	/**
	 * Return what the line says.
	 * @return the pattern's first group
	 * @throws IllegalStateException where the line has not come yet
	 */
	public String value() {
		String said = this.value.getNow("");
		if (said.isEmpty()) {
			throw new IllegalStateException("Nothing was said like " + this.pattern);
		}
		return said;
	}

}
