package io.adcp.spring.verification.harness;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run comes to, in one line: its name, a word, and figures.
 */
public final class Verdict {

	private final Map<String, Object> figures = new LinkedHashMap<>();

	private final String run;

	private final String word;

	/**
	 * Begin.
	 * @param run the run's name
	 * @param word what is said of the whole
	 */
	public Verdict(String run, String word) {
		this.run = run;
		this.word = word;
	}

	/**
	 * Begin with the usual words.
	 * @param run the run's name
	 * @param good whether all is well
	 */
	public Verdict(String run, boolean good) {
		this(run, good ? "OK" : "FAILED");
	}

	/**
	 * Add a figure.
	 * @param name its name, without blanks
	 * @param value the figure
	 * @return this
	 */
	public Verdict with(String name, Object value) {
		this.figures.put(name, value);
		return this;
	}

	/**
	 * Print the line.
	 */
	public void say() {
		System.out.println(this);
		System.out.flush();
	}

	@Override
	public String toString() {
		StringBuilder line = new StringBuilder(this.run).append(' ').append(this.word);
		this.figures.forEach((name, value) -> line.append(' ').append(name).append('=').append(value));
		return line.toString();
	}

}
