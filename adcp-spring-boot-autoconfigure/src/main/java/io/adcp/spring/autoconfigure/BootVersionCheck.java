package io.adcp.spring.autoconfigure;

import io.adcp.spring.InvalidSetupException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Stops the start on a Spring Boot that is too old for the starter. It uses nothing but
 * what every Boot since 3.0 has, so that it runs where the auto-configuration could not
 * even be loaded.
 */
class BootVersionCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final int MAJOR = 4;

	private static final int MINOR = 1;

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		requireSupported(SpringBootVersion.getVersion());
	}

	static void requireSupported(@Nullable String version) {
		if (version != null && isOlder(version.split("[.-]"))) {
			throw new InvalidSetupException(
					"AdCP for Spring Boot needs Spring Boot " + MAJOR + "." + MINOR + ", and this is " + version + ".",
					"Set the version of spring-boot-starter-parent, or of spring-boot-dependencies, to " + MAJOR + "."
							+ MINOR + ".0 or newer.");
		}
	}

	private static boolean isOlder(String[] version) {
		int major = Integer.parseInt(version[0]);
		return major < MAJOR || (major == MAJOR && Integer.parseInt(version[1]) < MINOR);
	}

}
