package io.adcp.spring.verification.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A folder of storyboards, in the layout that the runner reads from
 * {@code ADCP_COMPLIANCE_DIR}.
 *
 * @param name what it is called in reports
 * @param directory the folder
 */
record ComplianceSet(String name, Path directory) {

	/**
	 * A set that is there already.
	 * @throws IllegalStateException if it isn't
	 */
	static ComplianceSet existing(String name, Path directory) {
		if (!Files.isRegularFile(directory.resolve("index.json"))) {
			throw new IllegalStateException("There is no compliance set in " + directory
					+ "; ADCP_COMPLIANCE_DIR names the folder with its index.json");
		}
		return new ComplianceSet(name, directory);
	}

	/** Whether it has a storyboard that applies to every agent. */
	boolean has(String storyboard) {
		return Files.isRegularFile(universal(storyboard));
	}

	/**
	 * Whether a storyboard runs whatever the seller's capabilities name. The runner asks
	 * for those of AdCP 3.0, which have no word for most scenarios of a test controller.
	 */
	boolean asksNothingBefore(String file) throws IOException {
		return !Files.readString(this.directory.resolve(file)).contains("\nrequires_capability:");
	}

	/** The file of a storyboard that applies to every agent. */
	Path universal(String storyboard) {
		return this.directory.resolve("universal").resolve(storyboard.replace('_', '-') + ".yaml");
	}

	/**
	 * Copy it, with its storyboards changed as {@link StoryboardCopy} says; it stays as
	 * it is itself.
	 * @param copy a folder that does not exist yet
	 */
	ComplianceSet copyToRun(Path copy) throws IOException {
		try (Stream<Path> originals = Files.walk(this.directory)) {
			for (Path original : originals.toList()) {
				copy(original, copy.resolve(this.directory.relativize(original)));
			}
		}
		return new ComplianceSet(this.name, copy);
	}

	private static void copy(Path file, Path target) throws IOException {
		if (Files.isDirectory(file)) {
			Files.createDirectories(target);
		}
		else if (file.getFileName().toString().endsWith(".yaml")) {
			Files.writeString(target, StoryboardCopy.of(Files.readString(file)));
		}
		else {
			Files.copy(file, target);
		}
	}

}
