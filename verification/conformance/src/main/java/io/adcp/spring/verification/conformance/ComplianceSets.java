package io.adcp.spring.verification.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds the compliance sets to run: the one that the runner brings, those that lie beside
 * this repository, and the one that {@code ADCP_COMPLIANCE_DIR} names.
 */
final class ComplianceSets {

	private static final List<String> BESIDE = List.of("3.0.26", "3.1.19");

	private ComplianceSets() {
	}

	static List<ComplianceSet> find(NpmPackage sdk, Path beside, @Nullable String chosen) throws IOException {
		Path runner = sdk.folder("@adcp/sdk");
		String version = Files.readString(runner.resolve("ADCP_VERSION")).strip();
		List<ComplianceSet> sets = new ArrayList<>();
		sets.add(ComplianceSet.existing(version, runner.resolve("compliance/cache").resolve(version)));
		for (String release : BESIDE) {
			if (Files.isDirectory(beside.resolve(release))) {
				sets.add(ComplianceSet.existing(release, beside.resolve(release)));
			}
			else {
				System.out
					.println("The storyboards of AdCP " + release + " are not in " + beside + ": they are NOT run.");
			}
		}
		if (chosen != null && !chosen.isBlank()) {
			sets.add(ComplianceSet.existing("chosen", Path.of(chosen).toAbsolutePath()));
		}
		return sets;
	}

}
