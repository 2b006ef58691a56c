package io.adcp.spring.verification.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The verdict that the README shows is one that the demonstration can give.
 */
class ReadmeVerdictTests {

	private static final Path README = Path.of("..", "..", "README.md");

	// How often the desk tries while the seller is away is for the machine to say
	private static final String ATTEMPTS = "attempts=\\d+";

	@Test
	void theReadmeShowsTheVerdict() throws IOException {
		Comparison comparison = new Comparison(20, 20, 6, 0, 9, 6, List.of());
		CounterExample without = new CounterExample(20, Map.of(), 29, 9);
		String verdict = Demo.verdict(comparison, 33, without).toString();
		assertThat(Files.readAllLines(README).stream().map((line) -> line.replaceAll(ATTEMPTS, "attempts=33")))
			.contains(verdict);
	}

}
