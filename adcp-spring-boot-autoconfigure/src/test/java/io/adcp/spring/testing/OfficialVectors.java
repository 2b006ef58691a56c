package io.adcp.spring.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * AdCP's own test vectors, read in place beside the checkout. Where they are absent, the
 * tests that need them are skipped and say so.
 */
public final class OfficialVectors {

	private static final Path ROOT = Path.of("..", "..", "shared", "adcp", "test-vectors");

	private OfficialVectors() {
	}

	/**
	 * Read a file of vectors.
	 * @param file its path below the vectors' folder
	 * @return its JSON
	 */
	public static JsonNode read(String file) {
		return read(existing(ROOT.resolve(file)));
	}

	/**
	 * Read a folder of vectors.
	 * @param folder its path below the vectors' folder
	 * @return the JSON of each file
	 */
	public static List<JsonNode> readAll(String folder) {
		try (Stream<Path> files = Files.list(existing(ROOT.resolve(folder)))) {
			return files.sorted().map(OfficialVectors::read).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path existing(Path path) {
		if (!Files.exists(path)) {
			String message = "AdCP's test vectors are not in " + path.normalize() + ": nothing is compared with them.";
			System.err.println(message);
			Assumptions.abort(message);
		}
		return path;
	}

	private static JsonNode read(Path file) {
		return JsonMapper.shared().readTree(file.toFile());
	}

}
