package io.adcp.spring.server.jsonrpc;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks who may call.
 */
class AllowedCallersTests {

	@Test
	void withoutSettingsEveryHostIsServedAndNoOriginIsAllowed() {
		AllowedCallers callers = new AllowedCallers(List.of(), List.of());
		assertThat(callers.refuse("anything", null)).isNull();
		assertThat(callers.refuse(null, null)).isNull();
		assertThat(status(callers, "anything", "http://page.example")).isEqualTo(HttpStatus.FORBIDDEN);
	}

	@Test
	void onlyTheHostsThatAreNamedAreServed() {
		AllowedCallers callers = new AllowedCallers(List.of("seller.example", "localhost:*"), List.of());
		assertThat(callers.refuse("seller.example", null)).isNull();
		assertThat(callers.refuse("localhost", null)).isNull();
		assertThat(callers.refuse("localhost:8080", null)).isNull();
		assertThat(status(callers, "localhost.evil.example", null)).isEqualTo(HttpStatus.MISDIRECTED_REQUEST);
		assertThat(status(callers, null, null)).isEqualTo(HttpStatus.MISDIRECTED_REQUEST);
	}

	@Test
	void onlyTheOriginsThatAreNamedAreAllowed() {
		AllowedCallers callers = new AllowedCallers(List.of(), List.of("https://desk.example"));
		assertThat(callers.refuse(null, "https://desk.example")).isNull();
		assertThat(status(callers, null, "https://desk.example.evil")).isEqualTo(HttpStatus.FORBIDDEN);
	}

	private static @Nullable HttpStatus status(AllowedCallers callers, @Nullable String host, @Nullable String origin) {
		JsonRpcAnswer refusal = callers.refuse(host, origin);
		return (refusal != null) ? refusal.status() : null;
	}

}
