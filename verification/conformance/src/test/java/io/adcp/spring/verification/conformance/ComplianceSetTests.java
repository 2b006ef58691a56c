package io.adcp.spring.verification.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ComplianceSetTests {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path directory;

	@Test
	void theCopyHasMovedDatesInItsStoryboardsAndNothingElseChanged() throws IOException {
		Path original = this.directory.resolve("original");
		Files.createDirectories(original.resolve("universal"));
		Files.writeString(original.resolve("index.json"), "{\"generated_at\": \"2026-05-03\"}");
		Files.writeString(original.resolve("universal/two-words.yaml"), "start: 2026-05-03\nstart_time: \"asap\"\n");
		ComplianceSet copy = ComplianceSet.existing("x", original).copyToRun(this.directory.resolve("copy"));
		assertThat(copy.universal("two_words")).hasContent("start: 2099-05-03\nstart_time: \"2099-01-01T00:00:00Z\"");
		assertThat(copy.directory().resolve("index.json")).hasContent("{\"generated_at\": \"2026-05-03\"}");
		assertThat(original.resolve("universal/two-words.yaml")).hasContent("start: 2026-05-03\nstart_time: \"asap\"");
	}

	@Test
	void aFolderWithoutASetIsRefusedWithWhatToDo() {
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> ComplianceSet.existing("x", this.directory))
			.withMessageContaining("ADCP_COMPLIANCE_DIR names the folder");
	}

}
