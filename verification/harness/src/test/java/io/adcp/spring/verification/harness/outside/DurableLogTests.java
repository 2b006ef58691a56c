package io.adcp.spring.verification.harness.outside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DurableLog}.
 */
class DurableLogTests {

	private final Path file;

	DurableLogTests(@TempDir Path folder) {
		this.file = folder.resolve("new/entries.log");
	}

	@Test
	void whatWasAppendedIsThereAgain() throws IOException {
		append("one");
		append("two\nlines");
		assertThat(entries()).isEqualTo("[{\"name\":\"one\"}, {\"name\":\"two\\nlines\"}]");
	}

	@Test
	void aLineThatWasCutOffWasNeverAppended() throws IOException {
		append("one");
		Files.writeString(this.file, "{\"name\":\"tw", StandardOpenOption.APPEND);
		append("three");
		assertThat(entries()).isEqualTo("[{\"name\":\"one\"}, {\"name\":\"three\"}]");
	}

	private void append(String name) throws IOException {
		try (DurableLog log = new DurableLog(this.file)) {
			log.append(Map.of("name", name));
		}
	}

	private String entries() throws IOException {
		try (DurableLog log = new DurableLog(this.file)) {
			return log.entries().toString();
		}
	}

}
