package io.adcp.spring.verification.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page that tells how to make a seller, taken apart: its files and its calls.
 */
final class Guide {

	private static final Pattern FILE = block("<!-- (src/\\S+) -->");

	private static final Pattern POM = block("<!-- (pom\\.xml) -->");

	private static final Pattern CALL = Pattern.compile("<!-- call -->\\n```shell\\n(.*?)```.*?```json\\n(.*?)```",
			Pattern.DOTALL);

	private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(.*?)</artifactId>");

	private final String text;

	private Guide(String text) {
		this.text = text;
	}

	private static Pattern block(String mark) {
		return Pattern.compile(mark + "\\n```\\w+\\n(.*?)```", Pattern.DOTALL);
	}

	static Guide read(Path page) throws IOException {
		return new Guide(Files.readString(page));
	}

	/**
	 * Return the files that a reader makes.
	 * @return contents by path
	 */
	Map<String, String> files() {
		Map<String, String> files = new LinkedHashMap<>();
		Matcher found = FILE.matcher(this.text);
		while (found.find()) {
			files.put(found.group(1), found.group(2));
		}
		return files;
	}

	/**
	 * Return the artifacts that a reader adds to the project.
	 * @return their ids
	 */
	List<String> artifacts() {
		Matcher pom = POM.matcher(this.text);
		if (!pom.find()) {
			throw new IllegalStateException("The page has no dependencies");
		}
		return ARTIFACT.matcher(pom.group(2)).results().map((found) -> found.group(1)).toList();
	}

	/**
	 * Return the calls that a reader makes, in their order.
	 * @return each with the answer that the page promises
	 */
	List<Call> calls() {
		return CALL.matcher(this.text)
			.results()
			.map((found) -> new Call(CurlCommand.parse(found.group(1)), found.group(2)))
			.toList();
	}

	/**
	 * A call and its answer.
	 *
	 * @param command what is typed
	 * @param answer the promised answer, in which "..." stands for any value
	 */
	record Call(CurlCommand command, String answer) {

	}

}
