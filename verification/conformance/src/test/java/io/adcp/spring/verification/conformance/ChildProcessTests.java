package io.adcp.spring.verification.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class ChildProcessTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path directory;

	@Test
	void aProcessThatEndsByItselfLeavesItsOutputAndExitCode() throws Exception {
		try (ChildProcess child = start("once")) {
			assertThat(child.hasEndedWithin(LIMIT)).isTrue();
			assertThat(child.exitCode()).isEqualTo(3);
			assertThat(child.output()).isEqualToIgnoringNewLines("once in a test");
		}
	}

	@Test
	void closingEndsAProcessThatWouldGoOnForEver() throws Exception {
		ChildProcess child = start("forever");
		assertThat(child.hasEndedWithin(Duration.ofMillis(10))).isFalse();
		child.close();
		assertThat(child.hasEndedWithin(Duration.ZERO)).isTrue();
	}

	@Test
	void aProgramThatDoesNotExistIsAnError() {
		Path output = this.directory.resolve("output");
		assertThatIOException()
			.isThrownBy(() -> ChildProcess.start(List.of("no-such-program"), Map.of(), this.directory, output, output));
	}

	private ChildProcess start(String argument) throws IOException {
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		Path output = this.directory.resolve("output");
		return ChildProcess.start(
				List.of(java.toString(), "-cp", System.getProperty("java.class.path"), Child.class.getName(), argument),
				Map.of("PLACE", "in a test"), this.directory, output, output);
	}

	/** What the started process runs. */
	static final class Child {

		private Child() {
		}

		public static void main(String[] arguments) throws InterruptedException {
			System.out.println(arguments[0] + " " + System.getenv("PLACE"));
			if (arguments[0].equals("forever")) {
				new CountDownLatch(1).await();
			}
			System.exit(3);
		}

	}

}
