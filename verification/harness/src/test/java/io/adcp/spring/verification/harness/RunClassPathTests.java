package io.adcp.spring.verification.harness;

import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RunClassPath}.
 */
class RunClassPathTests {

	private static final String PACKAGE = "io/adcp/spring/verification/harness/";

	@Test
	void aPackedPackageHasItsClassesAndTheFolderThatScannersLookFor(@TempDir Path folder) throws Exception {
		Path jar = RunClassPath.pack(folder.resolve("packed.jar"), RunClassPath.class);
		try (JarFile file = new JarFile(jar.toFile())) {
			assertThat(file.stream().map(JarEntry::getName)).contains(PACKAGE, PACKAGE + "RunClassPath.class");
		}
	}

}
