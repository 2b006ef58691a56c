package io.adcp.spring.verification.demo;

import java.io.Console;
import java.io.PrintStream;

import org.jspecify.annotations.Nullable;

/**
 * Tells on the screen who does what, one line at a time, from several threads. Where
 * somebody watches a terminal, what goes wrong stands out in colour.
 */
final class Narrator {

	private static final String RESET = "\u001B[0m";

	private final PrintStream out;

	private final boolean colours;

	/**
	 * Create one.
	 * @param out where to tell
	 * @param colours whether colours are understood there
	 */
	Narrator(PrintStream out, boolean colours) {
		this.out = out;
		this.colours = colours;
	}

	/**
	 * Create one for the screen.
	 * @return the narrator, with colours where there is a terminal and {@code NO_COLOR}
	 * is not set
	 */
	static Narrator onScreen() {
		boolean wanted = System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
		return new Narrator(System.out, wanted && isTerminal(System.console()));
	}

	// From JDK 22 on there is a console also where there is no terminal
	private static boolean isTerminal(@Nullable Console console) {
		if (console == null || Runtime.version().feature() < 22) {
			return console != null;
		}
		try {
			return (boolean) Console.class.getMethod("isTerminal").invoke(console);
		}
		catch (ReflectiveOperationException ex) {
			return false;
		}
	}

	/**
	 * Begin a new part of the story.
	 * @param title what it is about
	 */
	synchronized void chapter(String title) {
		this.out.println();
		this.out.println(Colour.BOLD.on("== " + title, this.colours));
	}

	/**
	 * Tell a line.
	 * @param who who does it
	 * @param what what is done
	 */
	synchronized void tell(String who, String what) {
		if (!what.isBlank()) {
			this.out.printf("%s | %s%n", Colour.FAINT.on("%-6s".formatted(who), this.colours),
					Colour.of(what).on(what, this.colours));
		}
	}

	/**
	 * Print a line as it is.
	 * @param line the line
	 */
	synchronized void line(String line) {
		this.out.println(line);
	}

	private enum Colour {

		NONE(""), BOLD("\u001B[1m"), FAINT("\u001B[2m"), RED("\u001B[31m"), YELLOW("\u001B[33m");

		private final String code;

		Colour(String code) {
			this.code = code;
		}

		static Colour of(String line) {
			if (line.contains("LOST") || line.contains("kill -9") || line.startsWith("WRONG")) {
				return RED;
			}
			return line.contains("a replay") ? YELLOW : NONE;
		}

		String on(String text, boolean wanted) {
			return (wanted && this != NONE) ? this.code + text + RESET : text;
		}

	}

}
