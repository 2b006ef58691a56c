package io.adcp.spring.verification.benchmark;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CaseTests {

	private final List<String> order = new ArrayList<>();

	@Test
	void eachRoundBeginsWithAnotherVariant() throws Exception {
		newCase().measure(0, 3);
		assertThat(String.join("", this.order)).isEqualTo("abcbcacab");
	}

	@Test
	void warmUpsRunAndDoNotCount() throws Exception {
		Rounds rounds = newCase().measure(2, 1);
		assertThat(this.order).hasSize(9);
		assertThat(rounds.values("a", "n")).hasSize(1);
	}

	private Case newCase() {
		return new Case("here", "n", "a", List.of(variant("a"), variant("b"), variant("c")), List.of());
	}

	private Variant variant(String name) {
		return new Variant(name, () -> {
			this.order.add(name);
			return Figures.of("n", this.order.size());
		});
	}

}
