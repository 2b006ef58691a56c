package io.adcp.spring.sample.buyer;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DatabaseFailureAnalyzer}.
 */
class DatabaseFailureAnalyzerTests {

	private final DatabaseFailureAnalyzer analyzer = new DatabaseFailureAnalyzer();

	@Test
	void aDatabaseThatIsInUseIsSaidToBe() {
		SQLException inUse = new SQLException("locked", "90020", 90020);
		assertThat(this.analyzer.analyze(new IllegalStateException(inUse)))
			.satisfies((analysis) -> assertThat(analysis.getDescription()).startsWith("Another process works with"))
			.satisfies((analysis) -> assertThat(analysis.getAction()).contains("--buyer.database"));
	}

	@Test
	void aPathThatH2DoesNotTakeIsExplained() {
		assertThat(this.analyzer.analyze(new SQLException("implicit", "90011", 90011)))
			.satisfies((analysis) -> assertThat(analysis.getAction()).contains("--buyer.database=./<name>"));
	}

	@Test
	void otherFaultsOfTheDatabaseAreLeftAlone() {
		assertThat(this.analyzer.analyze(new SQLException("syntax", "42000", 42000))).isNull();
	}

}
