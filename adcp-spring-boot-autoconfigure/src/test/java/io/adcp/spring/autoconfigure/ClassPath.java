package io.adcp.spring.autoconfigure;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Runs a class on the test's class path without some of its jars. Other than a filtering
 * class loader it hides them from class loading and from resource look-ups alike.
 */
final class ClassPath {

	private final Pattern hidden;

	private ClassPath(Pattern hidden) {
		this.hidden = hidden;
	}

	/**
	 * Hide jars.
	 * @param names a regular expression for the beginnings of their file names
	 * @return a class path without them
	 */
	static ClassPath without(String names) {
		return new ClassPath(Pattern.compile(names));
	}

	void run(Class<? extends Runnable> type) throws Exception {
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(jars(), ClassLoader.getPlatformClassLoader())) {
			Thread.currentThread().setContextClassLoader(loader);
			Object instance = loader.loadClass(type.getName()).getConstructor().newInstance();
			instance.getClass().getMethod("run").invoke(instance);
		}
		catch (InvocationTargetException ex) {
			throw new AssertionError("Failed without " + this.hidden + ": " + ex.getTargetException(),
					ex.getTargetException());
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	private URL[] jars() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(Path::of)
			.filter((path) -> !this.hidden.matcher(path.getFileName().toString()).lookingAt())
			.map(ClassPath::url)
			.toArray(URL[]::new);
	}

	private static URL url(Path path) {
		try {
			return path.toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}
