package io.adcp.spring.verification.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * What all runs do alike: begin, tell, end.
 */
public final class Run {

	private static final long START = System.nanoTime();

	private Run() {
	}

	/**
	 * Run, and end this JVM: with 0 where all is well, with 1 where it is not, and with 2
	 * where that could not be found out.
	 * @param run returns whether all is well
	 */
	public static void main(Callable<Boolean> run) {
		try {
			System.exit(run.call() ? 0 : 1);
		}
		catch (Exception ex) {
			// Nobody may keep this JVM, and with it its children, alive any longer
			ex.printStackTrace();
			System.exit(2);
		}
	}

	/**
	 * Make a folder that no other run has.
	 * @param parent where to make it
	 * @param prefix what its name begins with
	 * @return its absolute path
	 */
	public static Path folder(String parent, String prefix) throws IOException {
		return Files.createTempDirectory(Files.createDirectories(Path.of(parent)), prefix).toAbsolutePath();
	}

	/**
	 * Tell how far the run has come, with the seconds since its start.
	 * @param format a format, as for {@link String#formatted}
	 * @param values its values
	 */
	@SuppressWarnings("AnnotateFormatMethod")
	public static void say(String format, Object... values) {
		System.out.println("%4d s: %s".formatted(Duration.ofNanos(System.nanoTime() - START).toSeconds(),
				format.formatted(values)));
		System.out.flush();
	}

	/**
	 * Read a number that the run can be told by a system property.
	 * @param property the property
	 * @param otherwise the number where the property is absent or empty
	 * @return the number
	 */
	public static long number(String property, long otherwise) {
		return Long.parseLong(text(property, Long.toString(otherwise)));
	}

	/**
	 * Read a text that the run can be told by a system property.
	 * @param property the property
	 * @param otherwise the text where the property is absent or empty
	 * @return the text
	 */
	public static String text(String property, String otherwise) {
		String value = System.getProperty(property, "");
		return value.isBlank() ? otherwise : value.trim();
	}

	/**
	 * Read the seed that decides about everything that is left to chance.
	 * @param property the property
	 * @return the seed, which differs from run to run where there is none
	 */
	public static long seed(String property) {
		return number(property, System.nanoTime() & 0xFFFFFFFL);
	}

}
