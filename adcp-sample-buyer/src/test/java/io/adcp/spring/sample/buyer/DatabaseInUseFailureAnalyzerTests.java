package io.adcp.spring.sample.buyer;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DatabaseInUseFailureAnalyzer}.
 */
class DatabaseInUseFailureAnalyzerTests {

	private final DatabaseInUseFailureAnalyzer analyzer = new DatabaseInUseFailureAnalyzer();

	@Test
	void aDatabaseThatIsInUseIsSaidToBe() {
		SQLException inUse = new SQLException("locked", "90020", 90020);
		assertThat(this.analyzer.analyze(new IllegalStateException(inUse)))
			.satisfies((analysis) -> assertThat(analysis.getDescription()).startsWith("Another process works with"))
			.satisfies((analysis) -> assertThat(analysis.getAction()).contains("--buyer.database"));
	}

	@Test
	void otherFaultsOfTheDatabaseAreLeftAlone() {
		assertThat(this.analyzer.analyze(new SQLException("syntax", "42000", 42000))).isNull();
	}

}
