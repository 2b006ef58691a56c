package io.adcp.spring.sample.seller;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The snippets of the README are lines of the samples, which compile.
 */
class ReadmeTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern SNIPPET = Pattern.compile("<!-- from (\\S+) -->\\s+```\\w+\\n(.*?)```",
			Pattern.DOTALL);

	@Test
	void everySnippetStandsInItsSampleLineByLineAndInThatOrder() throws IOException {
		List<MatchResult> snippets = SNIPPET.matcher(Files.readString(ROOT.resolve("README.md"))).results().toList();
		assertThat(snippets).hasSizeGreaterThanOrEqualTo(3);
		for (MatchResult snippet : snippets) {
			List<String> source = lines(Files.readString(ROOT.resolve(snippet.group(1))));
			assertThat(source).as(snippet.group(1)).containsSubsequence(lines(snippet.group(2)));
			assertThat(pieces(snippet.group(2))).as(snippet.group(1))
				.allSatisfy((piece) -> assertThat(source).containsSequence(piece));
		}
	}

	// What stands between "..." is there without a gap.
	private static List<List<String>> pieces(String snippet) {
		return Arrays.stream(snippet.split("(?m)^\\s*\\.\\.\\.$")).map(ReadmeTests::lines).toList();
	}

	private static List<String> lines(String text) {
		return text.lines().map(String::strip).filter((line) -> !line.isEmpty() && !line.equals("...")).toList();
	}

}
