package io.adcp.spring.verification.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link JavaProcess}, with a program that says a line and waits for ever.
 */
class JavaProcessTests {

	private final CompletableFuture<String> line = new CompletableFuture<>();

	private final Path log;

	JavaProcessTests(@TempDir Path folder) {
		this.log = folder.resolve("program.log");
	}

	@Test
	void whatTheProgramSaysIsHeardAndLogged() throws Exception {
		try (JavaProcess process = start("said")) {
			assertThat(this.line.get(60, TimeUnit.SECONDS)).isEqualTo("said");
		}
		assertThat(Files.readString(this.log)).startsWith("said");
	}

	@Test
	void aKilledProcessIsGoneAndHadNoTimeToTidyUp() throws Exception {
		try (JavaProcess process = start("said")) {
			this.line.get(60, TimeUnit.SECONDS);
			process.kill();
			assertThat(ProcessHandle.of(process.id())).isNotPresent();
			assertThat(process.awaitExit(Duration.ofSeconds(1))).isNotZero();
		}
		assertThat(Files.readString(this.log)).doesNotContain("tidied up");
	}

	@Test
	void aProcessThatIsClosedMayTidyUpAndIsGone() throws Exception {
		JavaProcess process = start("said");
		try (process) {
			this.line.get(60, TimeUnit.SECONDS);
		}
		assertThat(ProcessHandle.of(process.id())).isNotPresent();
		assertThat(Files.readString(this.log)).contains("tidied up");
	}

	@Test
	void waitingForItsEndIsBounded() throws Exception {
		try (JavaProcess process = start("said")) {
			assertThatIllegalStateException().isThrownBy(() -> process.awaitExit(Duration.ofMillis(1)))
				.withMessageContaining("has not ended");
		}
	}

	@Test
	void aProcessEndsWithTheOneThatStartedItWhenThatIsTerminated() throws Exception {
		try (JavaProcess parent = JavaProcess.start(List.of("-cp", System.getProperty("java.class.path"),
				Parent.class.getName(), this.log.resolveSibling("child.log").toString()), Map.of(), this.log,
				this.line::complete)) {
			ProcessHandle child = ProcessHandle.of(Long.parseLong(this.line.get(60, TimeUnit.SECONDS))).orElseThrow();
			ProcessHandle.of(parent.id()).ifPresent(ProcessHandle::destroy);
			parent.awaitExit(Duration.ofSeconds(60));
			assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(60));
		}
	}

	private JavaProcess start(String word) throws Exception {
		return JavaProcess.start(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName(), word),
				Map.of(), this.log, this.line::complete);
	}

	static class Program {

		public static void main(String[] args) throws InterruptedException {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("tidied up")));
			System.out.println(args[0]);
			Thread.currentThread().join();
		}

	}

	static class Parent {

		public static void main(String[] args) throws Exception {
			JavaProcess child = JavaProcess.start(
					List.of("-cp", System.getProperty("java.class.path"), Program.class.getName(), "said"), Map.of(),
					Path.of(args[0]), (line) -> {
					});
			System.out.println(child.id());
			Thread.currentThread().join();
		}

	}

}
