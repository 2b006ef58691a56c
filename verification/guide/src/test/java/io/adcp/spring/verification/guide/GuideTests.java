package io.adcp.spring.verification.guide;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import io.adcp.spring.verification.harness.AwaitedLine;
import io.adcp.spring.verification.harness.ChildProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever follows docs/seller.md has a seller that does what the page says.
 */
class GuideTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final Pattern DEPENDENCY = Pattern
		.compile("<artifactId>(?!adcp-verification|maven-)(.*?)</artifactId>");

	private static final JsonMapper JSON = JsonMapper.shared();

	@TempDir
	Path project;

	@Test
	void itsDependenciesAreTheOnesOfThisModule() throws IOException {
		assertThat(DEPENDENCY.matcher(Files.readString(Path.of("pom.xml"))).results().map((found) -> found.group(1)))
			.containsExactlyElementsOf(guide().artifacts());
	}

	@Test
	void itsApplicationStartsAndAnswersAsThePageSays() throws Exception {
		Guide guide = guide();
		build(guide.files());
		List<String> log = new ArrayList<>();
		AwaitedLine port = new AwaitedLine("Tomcat started on port (\\d+)");
		try (ChildProcess application = ChildProcess
			.java(List.of("-cp", this.project.resolve("classes") + File.pathSeparator + classPath(),
					"com.example.ads.AdsApplication", "--server.port=0", "--server.address=127.0.0.1"))
			.directory(this.project)
			.lines(port)
			.lines(log::add)
			.start(this.project.resolve("ads.log"))) {
			assertThat(port.hasCome(application, PATIENCE)).as(String.join("\n", log)).isTrue();
			assertThat(guide.calls()).hasSizeGreaterThanOrEqualTo(4);
			for (Guide.Call call : guide.calls()) {
				HttpResponse<String> answer = call.command().send(Integer.parseInt(port.value()));
				assertThat(answer.statusCode()).isEqualTo(200);
				assertThat(answer.body())
					.satisfies((body) -> assertLike(JSON.readTree(call.answer()), JSON.readTree(body)));
			}
			String startLine = startLine();
			assertThat(log).anyMatch((line) -> line.endsWith(startLine));
		}
	}

	private static Guide guide() throws IOException {
		return Guide.read(Path.of("../../docs/seller.md"));
	}

	private static String startLine() throws IOException {
		return Files.readString(Path.of("../../docs/seller.md"))
			.lines()
			.filter((line) -> line.startsWith("AdCP seller: "))
			.findFirst()
			.orElseThrow();
	}

	private static String classPath() throws IOException {
		return Files.readString(Path.of("target/class-path.txt"));
	}

	private void build(Map<String, String> files) throws IOException {
		for (Map.Entry<String, String> file : files.entrySet()) {
			Path path = this.project.resolve(file.getKey().replace("src/main/resources", "classes"));
			Files.createDirectories(path.getParent());
			Files.writeString(path, file.getValue());
		}
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter messages = new StringWriter();
		try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null);
				Stream<Path> sources = Files.walk(this.project.resolve("src/main/java"))) {
			boolean compiled = compiler.getTask(messages, manager, null,
					List.of("-parameters", "-Xlint:all,-processing", "-Werror", "-proc:none", "-cp", classPath(), "-d",
							this.project.resolve("classes").toString()),
					null, manager.getJavaFileObjectsFromPaths(
							sources.filter((path) -> path.toString().endsWith(".java")).toList()))
				.call();
			assertThat(compiled).as(messages.toString()).isTrue();
		}
	}

	// What the page shows is there, and its "..." stand for anything.
	private static void assertLike(JsonNode expected, JsonNode actual) {
		if (expected.isString() && expected.asString().equals("...")) {
			assertThat(actual.isMissingNode()).isFalse();
		}
		else if (expected.isObject()) {
			expected.properties().forEach((entry) -> assertLike(entry.getValue(), actual.path(entry.getKey())));
		}
		else if (expected.isArray()) {
			assertThat(actual.size()).as(actual.toString()).isEqualTo(expected.size());
			for (int i = 0; i < expected.size(); i++) {
				assertLike(expected.get(i), actual.path(i));
			}
		}
		else {
			assertThat(actual).isEqualTo(expected);
		}
	}

}
