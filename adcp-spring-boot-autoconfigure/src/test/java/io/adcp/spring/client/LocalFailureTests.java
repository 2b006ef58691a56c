package io.adcp.spring.client;

import java.util.Map;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.client.mcp.McpTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What fails before anything can have left is no lost answer.
 */
class LocalFailureTests {

	private final FaultServer seller = new FaultServer().script(FaultServer.success("{\"media_buy_id\":\"mb-1\"}"));

	private final SkippedWaits waits = new SkippedWaits();

	@AfterEach
	void stop() {
		this.seller.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "token-with-a-line-break\n", "token\r\nX-Forged: yes", "t\u00f6ken", "to ken" })
	void aTokenThatHttpCannotCarryIsNotSentAndNotQuoted(String token) {
		AdcpClient client = client(WebClient.builder()).tokenSupplier((agent, refused) -> Mono.just(token)).build();
		AdcpTransportException failure = catchThrowableOfType(AdcpTransportException.class, () -> book(client));
		assertThat(failure.executionPossible()).isFalse();
		assertThat(failure).hasMessageContaining("such as a line break").hasStackTraceContaining("acme");
		assertThat(failure.getMessage()).doesNotContain(token);
		assertThat(this.waits.waits()).isEmpty();
		assertThat(this.seller.requests()).isEmpty();
	}

	@Test
	void aTokenThatNeverChangesIsCheckedAtOnce() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> client(WebClient.builder()).token("token-with-a-line-break\n"))
			.withMessageContaining("line break")
			.withMessageNotContaining("token-with");
	}

	@Test
	void aFilterThatFailsIsRepeatedAsNothingWasSent() {
		assertNotSent((request, next) -> Mono.error(new IllegalStateException("no signature")));
	}

	@Test
	void aFilterThatThrowsIsRepeatedAsNothingWasSent() {
		assertNotSent((request, next) -> {
			throw new IllegalStateException("no signature");
		});
	}

	@Test
	void aHeaderThatHttpCannotCarryIsNotSent() {
		assertNotSent((request, next) -> next
			.exchange(ClientRequest.from(request).header("x-signature", "two\nlines").build()));
	}

	@Test
	void theConnectorOfTheJdkTellsWhatWasNotSentToo() {
		ExchangeFilterFunction filter = (request, next) -> next
			.exchange(ClientRequest.from(request).header("x-signature", "two\nlines").build());
		AdcpClient client = client(WebClient.builder().clientConnector(new JdkClientHttpConnector()).filter(filter))
			.build();
		assertThatExceptionOfType(AdcpTransportException.class).isThrownBy(() -> book(client))
			.satisfies((failure) -> assertThat(failure.executionPossible()).isFalse());
		assertThat(book(client(WebClient.builder().clientConnector(new JdkClientHttpConnector())).build()).attempts())
			.isEqualTo(1);
	}

	@Test
	void aFilterThatFailsAfterTheAnswerHasLostIt() {
		ExchangeFilterFunction filter = (request, next) -> next.exchange(request)
			.flatMap((response) -> response.releaseBody().then(Mono.error(new IllegalStateException("no receipt"))));
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class)
			.isThrownBy(() -> book(client(WebClient.builder().filter(filter)).build()));
		assertThat(this.seller.requests()).hasSize(5);
	}

	@Test
	void aChangeWithoutAKeyIsRepeatedWhereNothingWasSent() {
		int[] failures = { 2 };
		ExchangeFilterFunction filter = (request, next) -> (failures[0]-- > 0)
				? Mono.error(new IllegalStateException("no signature")) : next.exchange(request);
		AdcpResult<JsonNode> result = client(WebClient.builder().filter(filter)).build()
			.task(AdcpTask.SI_TERMINATE_SESSION)
			.body(Map.of("session_id", "s"))
			.call(JsonNode.class);
		assertThat(result.attempts()).isEqualTo(3);
		assertThat(this.seller.requests()).hasSize(1);
	}

	private void assertNotSent(ExchangeFilterFunction filter) {
		AdcpClient client = client(WebClient.builder().filter(filter)).build();
		assertThatExceptionOfType(AdcpTransportException.class).isThrownBy(() -> book(client))
			.withMessageContaining("could not be sent")
			.satisfies((failure) -> assertThat(failure.executionPossible()).isFalse());
		assertThat(this.waits.waits()).hasSize(4);
		assertThat(this.seller.requests()).isEmpty();
	}

	private static AdcpResult<JsonNode> book(AdcpClient client) {
		return client.task(AdcpTask.CREATE_MEDIA_BUY).body(Map.of("buyer_ref", "b")).call(JsonNode.class);
	}

	private AdcpClientBuilder client(WebClient.Builder webClient) {
		return AdcpClient.builder("acme", McpTransport.builder(this.seller.url()).webClient(webClient).build())
			.requireIdempotency(false)
			.scheduler(this.waits)
			.listener(this.waits);
	}

}
