package io.adcp.spring.client;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.client.mcp.McpTransport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class AdcpClientsTests {

	private static final String KEY = IdempotencyKey.generate();

	private final FaultServer acmeSeller = new FaultServer().script(FaultServer.success("{}"));

	private final FaultServer otherSeller = new FaultServer().script(FaultServer.success("{}"));

	private final AdcpClients clients = new AdcpClients(
			List.of(builder("acme", this.acmeSeller), builder("other", this.otherSeller)));

	@AfterEach
	void stop() {
		this.acmeSeller.close();
		this.otherSeller.close();
	}

	@Test
	void aFanOutGivesEachSellerAKeyOfItsOwn() {
		List<String> keys = this.clients.names().stream().map((name) -> book(name, null).idempotencyKey()).toList();
		assertThat(keys).doesNotHaveDuplicates();
	}

	@Test
	void aFanOutWithOneExplicitKeyIsRefused() {
		book("acme", KEY);
		book("acme", KEY);
		assertThatIllegalArgumentException().isThrownBy(() -> book("other", KEY))
			.withMessageContaining("was used for the agent 'acme' before")
			.withMessageContaining("a key is never used for two sellers")
			.withMessageNotContaining(KEY);
		assertThat(this.acmeSeller.requests()).hasSize(2);
		assertThat(this.otherSeller.requests()).isEmpty();
	}

	@Test
	void aFanOutWithTheKeyInTheBodyIsRefusedInReactorToo() {
		Map<String, Object> body = Map.of("idempotency_key", KEY);
		assertThatIllegalArgumentException().isThrownBy(() -> Flux.fromIterable(this.clients.names())
			.concatMap((name) -> this.clients.agent(name).reactive().createMediaBuy(body).call(JsonNode.class))
			.blockLast());
		assertThat(this.otherSeller.requests()).isEmpty();
	}

	@Test
	void aKeyThatWasGeneratedForOneSellerIsRefusedForAnother() {
		String key = Objects.requireNonNull(book("acme", null).idempotencyKey());
		assertThatIllegalArgumentException().isThrownBy(() -> book("other", key));
	}

	@Test
	void aCallThatIsResumedHoldsItsKey() {
		AdcpCall stored = AdcpClient.builder("acme", McpTransport.builder(this.acmeSeller.url()).build())
			.build()
			.task(AdcpTask.CREATE_MEDIA_BUY)
			.idempotencyKey(KEY)
			.prepare();
		this.clients.agent("acme").resume(stored, JsonNode.class);
		assertThatIllegalArgumentException().isThrownBy(() -> book("other", KEY));
	}

	@Test
	void saysWhichAgentsThereAre() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.clients.agent("nobody"))
			.withMessageContaining("[acme, other]");
		assertThatIllegalStateException().isThrownBy(this.clients::single).withMessageContaining("[acme, other]");
	}

	@Test
	void refusesTwoClientsForOneAgent() {
		assertThatIllegalArgumentException().isThrownBy(
				() -> new AdcpClients(List.of(builder("acme", this.acmeSeller), builder("acme", this.otherSeller))));
	}

	private AdcpResult<JsonNode> book(String agent, @Nullable String key) {
		AdcpRequest request = this.clients.agent(agent).task(AdcpTask.CREATE_MEDIA_BUY);
		return ((key != null) ? request.idempotencyKey(key) : request).call(JsonNode.class);
	}

	private static AdcpClientBuilder builder(String name, FaultServer seller) {
		return AdcpClient.builder(name, McpTransport.builder(seller.url()).build()).requireIdempotency(false);
	}

}
