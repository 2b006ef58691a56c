package io.adcp.spring.sample.seller;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The snippets of the documentation are lines of code that compiles.
 */
class ReadmeTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern SNIPPET = Pattern.compile("<!-- from (\\S+) -->\\s+```\\w+\\n(.*?)```",
			Pattern.DOTALL);

	@ParameterizedTest
	@CsvSource({ "README.md, 3", "docs/tasks.md, 2", "docs/downstream.md, 1", "docs/webhooks.md, 1", "docs/buyer.md, 4",
			"docs/seller.md, 6" })
	void everySnippetStandsInItsSourceLineByLineAndInThatOrder(String page, int atLeast) throws IOException {
		List<MatchResult> snippets = SNIPPET.matcher(Files.readString(ROOT.resolve(page))).results().toList();
		assertThat(snippets).hasSizeGreaterThanOrEqualTo(atLeast);
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
