package io.adcp.spring.verification.harness;

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
 * What a run takes from its own class path for the programs that it starts.
 */
public final class RunClassPath {

	private RunClassPath() {
	}

	/**
	 * Write a package into a jar of its own. Jars go where folders do not: into a class
	 * data archive, by which a JVM starts in a third of the time.
	 * @param jar the jar
	 * @param member a class of the package
	 * @return the jar
	 */
	public static Path pack(Path jar, Class<?> member) throws IOException {
		Path classes = classes(member);
		try (OutputStream file = Files.newOutputStream(jar);
				JarOutputStream entries = new JarOutputStream(file);
				Stream<Path> found = Files.walk(classes.resolve(member.getPackageName().replace('.', '/')))) {
			for (Path one : found.sorted().toList()) {
				add(entries, classes.relativize(one).toString().replace('\\', '/'), one);
			}
		}
		return jar;
	}

	// Folders too: whoever scans a package looks for its folder
	private static void add(JarOutputStream entries, String name, Path path) throws IOException {
		boolean folder = Files.isDirectory(path);
		entries.putNextEntry(new JarEntry(folder ? name + "/" : name));
		if (!folder) {
			Files.copy(path, entries);
		}
		entries.closeEntry();
	}

	private static Path classes(Class<?> member) throws IOException {
		try {
			return Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (URISyntaxException ex) {
			throw new IOException(ex);
		}
	}

	/**
	 * Return the jars on this run's own class path.
	 * @return their paths
	 */
	public static List<String> jars() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> entry.endsWith(".jar"))
			.toList();
	}

}
