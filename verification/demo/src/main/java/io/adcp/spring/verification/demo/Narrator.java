package io.adcp.spring.verification.demo;

import java.io.PrintStream;

/**
 * Tells on the screen who does what, one line at a time, from several threads.
 */
final class Narrator {

	private final PrintStream out;

	Narrator(PrintStream out) {
		this.out = out;
	}

	/**
	 * Begin a new part of the story.
	 * @param title what it is about
	 */
	synchronized void chapter(String title) {
		this.out.println();
		this.out.println("== " + title);
	}

	/**
	 * Tell a line.
	 * @param who who does it
	 * @param what what is done
	 */
	synchronized void tell(String who, String what) {
		if (!what.isBlank()) {
			this.out.printf("%-6s | %s%n", who, what);
		}
	}

	/**
	 * Print a line as it is.
	 * @param line the line
	 */
	synchronized void line(String line) {
		this.out.println(line);
	}

}
