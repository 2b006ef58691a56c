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
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ChildProcess}, with a program that says a line and waits for ever.
 */
class ChildProcessTests {

	private final CompletableFuture<String> line = new CompletableFuture<>();

	private final Path log;

	ChildProcessTests(@TempDir Path folder) {
		this.log = folder.resolve("program.log");
	}

	@Test
	void whatTheProgramSaysIsHeardAndLogged() throws Exception {
		try (ChildProcess process = start("said")) {
			assertThat(this.line.get(60, TimeUnit.SECONDS)).isEqualTo("said");
		}
		assertThat(Files.readString(this.log)).startsWith("said");
	}

	@Test
	void aKilledProcessIsGoneAndHadNoTimeToTidyUp() throws Exception {
		try (ChildProcess process = start("said")) {
			this.line.get(60, TimeUnit.SECONDS);
			process.kill();
			assertThat(ProcessHandle.of(process.id())).isNotPresent();
			assertThat(process.awaitExit(Duration.ofSeconds(1))).isNotZero();
		}
		assertThat(Files.readString(this.log)).doesNotContain("tidied up");
	}

	@Test
	void aProcessThatIsClosedMayTidyUpAndIsGone() throws Exception {
		ChildProcess process = start("said");
		try (process) {
			this.line.get(60, TimeUnit.SECONDS);
		}
		assertThat(ProcessHandle.of(process.id())).isNotPresent();
		assertThat(Files.readString(this.log)).contains("tidied up");
	}

	@Test
	void waitingForItsEndIsBounded() throws Exception {
		try (ChildProcess process = start("said")) {
			assertThatIllegalStateException().isThrownBy(() -> process.awaitExit(Duration.ofMillis(1)))
				.withMessageContaining("has not ended");
		}
	}

	@Test
	void aProcessEndsWithTheOneThatStartedItWhenThatIsTerminated() throws Exception {
		try (ChildProcess parent = ChildProcess
			.java(List.of("-cp", System.getProperty("java.class.path"), Parent.class.getName(),
					this.log.resolveSibling("child.log").toString()))
			.lines(this.line::complete)
			.start(this.log)) {
			ProcessHandle child = ProcessHandle.of(Long.parseLong(this.line.get(60, TimeUnit.SECONDS))).orElseThrow();
			ProcessHandle.of(parent.id()).ifPresent(ProcessHandle::destroy);
			parent.awaitExit(Duration.ofSeconds(60));
			assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(60));
		}
	}

	@Test
	void theProcessesThatItHasStartedDieWithIt() throws Exception {
		ChildProcess parent = ChildProcess
			.java(List.of("-cp", System.getProperty("java.class.path"), Parent.class.getName(),
					this.log.resolveSibling("child.log").toString()))
			.lines(this.line::complete)
			.start(this.log);
		try (parent) {
			ProcessHandle child = ProcessHandle.of(Long.parseLong(this.line.get(60, TimeUnit.SECONDS))).orElseThrow();
			parent.kill();
			assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(60));
		}
	}

	@Test
	void whatItWritesToItsStandardErrorCanBeKeptApart() throws Exception {
		Path errors = this.log.resolveSibling("errors.log");
		ChildProcess process = ChildProcess.java(List.of("-cp", "nowhere", "NoSuchClass"))
			.errors(errors)
			.start(this.log);
		try (process) {
			assertThat(process.awaitExit(Duration.ofSeconds(60))).isOne();
		}
		assertThat(Files.readString(errors)).contains("NoSuchClass");
		assertThat(Files.readString(this.log)).isEmpty();
	}

	@Test
	void aProgramThatFailsTellsWhy() {
		assertThatIOException()
			.isThrownBy(
					() -> ChildProcess.java(List.of("-cp", "nowhere", "NoSuchClass")).output(Duration.ofSeconds(60)))
			.withMessageContaining("NoSuchClass");
	}

	@Test
	void aProgramThatDoesNotExistIsAnError() {
		assertThatIOException().isThrownBy(() -> ChildProcess.of(List.of("no-such-program")).start(this.log));
	}

	@Test
	void theEnvironmentAndTheDirectoryCanBeChosen(@TempDir Path folder) throws Exception {
		List<String> said = ChildProcess
			.java(List.of("-cp", System.getProperty("java.class.path"), Surroundings.class.getName()))
			.environment(Map.of("PLACE", "in a test"))
			.directory(folder)
			.output(Duration.ofSeconds(60));
		assertThat(said).containsExactly("in a test", folder.toRealPath().toString());
	}

	@Test
	void aLineIsAwaitedUntilTheProgramEnds() throws Exception {
		AwaitedLine ready = new AwaitedLine("ready on (\\d+)");
		AwaitedLine never = new AwaitedLine("never said");
		ChildProcess process = ChildProcess
			.java(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName(), "ready on 17"))
			.lines(ready)
			.lines(never)
			.start(this.log);
		try (process) {
			assertThat(ready.hasCome(process, Duration.ofSeconds(60))).isTrue();
			assertThat(ready.value()).isEqualTo("17");
			assertThat(never.hasCome(process, Duration.ofMillis(1))).isFalse();
			process.kill();
			assertThat(never.hasCome(process, Duration.ofSeconds(60))).isFalse();
			assertThatIllegalStateException().isThrownBy(never::value);
		}
	}

	private ChildProcess start(String word) throws Exception {
		return ChildProcess.java(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName(), word))
			.lines(this.line::complete)
			.start(this.log);
	}

	static class Program {

		public static void main(String[] args) throws InterruptedException {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("tidied up")));
			System.out.println(args[0]);
			Thread.currentThread().join();
		}

	}

	static class Surroundings {

		public static void main(String[] args) {
			System.out.println(System.getenv("PLACE"));
			System.out.println(System.getProperty("user.dir"));
		}

	}

	static class Parent {

		public static void main(String[] args) throws Exception {
			ChildProcess child = ChildProcess
				.java(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName(), "said"))
				.start(Path.of(args[0]));
			System.out.println(child.id());
			Thread.currentThread().join();
		}

	}

}
