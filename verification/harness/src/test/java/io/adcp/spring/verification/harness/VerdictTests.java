package io.adcp.spring.verification.harness;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Verdict}: scripts look for these lines.
 */
class VerdictTests {

	@Test
	void theLineHasTheRunAWordAndTheFiguresInTheirOrder() {
		assertThat(new Verdict("CRASH", true).with("kills", 16).with("buys", "2>3"))
			.hasToString("CRASH OK kills=16 buys=2>3");
	}

	@Test
	void whatIsNotGoodHasFailed() {
		assertThat(new Verdict("LOAD", false)).hasToString("LOAD FAILED");
	}

}
