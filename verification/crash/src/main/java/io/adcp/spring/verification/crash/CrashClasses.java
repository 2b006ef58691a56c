package io.adcp.spring.verification.crash;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * This run's own classes as a jar: a class data archive, by which a JVM starts in a third
 * of the time, accepts jars only, no folders.
 */
final class CrashClasses {

	private CrashClasses() {
	}

	/**
	 * Write a package into a jar.
	 * @param jar the jar
	 * @param folder the package's folder
	 */
	static void pack(Path jar, String folder) throws IOException {
		Path classes = classes();
		try (OutputStream file = Files.newOutputStream(jar);
				JarOutputStream entries = new JarOutputStream(file);
				Stream<Path> found = Files.walk(classes.resolve(folder))) {
			for (Path one : found.filter(Files::isRegularFile).sorted().toList()) {
				entries.putNextEntry(new JarEntry(classes.relativize(one).toString().replace('\\', '/')));
				Files.copy(one, entries);
				entries.closeEntry();
			}
		}
	}

	private static Path classes() throws IOException {
		try {
			return Path.of(CrashClasses.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (URISyntaxException ex) {
			throw new IOException(ex);
		}
	}

	/** The jars on this run's own class path. */
	static List<String> jars() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> entry.endsWith(".jar"))
			.toList();
	}

}
