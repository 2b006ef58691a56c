package io.adcp.spring.client;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.InvalidRequestException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import static io.adcp.spring.client.ScriptedSeller.answered;
import static io.adcp.spring.client.ScriptedSeller.lost;
import static io.adcp.spring.client.ScriptedSeller.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The same request to several sellers.
 */
class FanOutTests {

	private final ScriptedSeller acme = new ScriptedSeller().script(answered("{\"media_buy_id\":\"a\"}"));

	private final ScriptedSeller nova = new ScriptedSeller().script(answered("{\"media_buy_id\":\"n\"}"));

	private final ScriptedSeller orbit = new ScriptedSeller().script(answered("{\"media_buy_id\":\"o\"}"));

	private final AdcpClients clients = new AdcpClients(
			List.of(builder("acme", this.acme), builder("nova", this.nova), builder("orbit", this.orbit)));

	@Test
	void eachSellerGetsTheSameRequestUnderAKeyOfItsOwn() {
		SellerResults<JsonNode> bought = buy();
		assertThat(bought.results()).containsOnlyKeys("acme", "nova", "orbit");
		assertThat(bought.results().get("nova").body().path("media_buy_id").stringValue()).isEqualTo("n");
		assertThat(bought.failures()).isEmpty();
		assertThat(Set.of(key(this.acme), key(this.nova), key(this.orbit))).hasSize(3);
	}

	@Test
	void aSellerThatFailsTakesNothingFromTheOthers() {
		this.acme.script(refused("INVALID_REQUEST"));
		this.orbit.script(lost());
		SellerResults<JsonNode> bought = buy();
		assertThat(bought.results()).containsOnlyKeys("nova");
		assertThat(bought.failures()).containsOnlyKeys("acme", "orbit");
		assertThat(bought.failures().get("acme")).isInstanceOf(InvalidRequestException.class);
		assertThat(bought.failures().get("orbit")).isInstanceOfSatisfying(AdcpUnknownOutcomeException.class,
				(unknown) -> assertThat(unknown.call().idempotencyKey()).isEqualTo(key(this.orbit)));
	}

	@Test
	void oneKeyForAllIsRefusedForAllButOne() {
		String key = IdempotencyKey.generate();
		SellerResults<JsonNode> bought = this.clients
			.all((seller) -> seller.createMediaBuy(Map.of()).idempotencyKey(key), JsonNode.class);
		assertThat(bought.results()).hasSize(1);
		assertThat(bought.failures().values()).hasSize(2).allMatch(IllegalArgumentException.class::isInstance);
	}

	@Test
	void anInterruptLosesNoAnswerAndNoCall() {
		Thread waiting = Thread.currentThread();
		this.nova.script((call) -> {
			waiting.interrupt();
			return Mono.never();
		});
		SellerResults<JsonNode> bought = buy();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(bought.failures().get("nova")).isInstanceOf(AdcpUnknownOutcomeException.class);
		assertThat(bought.results().size() + bought.failures().size()).isEqualTo(3);
	}

	@Test
	void anUnknownSellerIsRefusedBeforeAnythingIsSent() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.clients.all(List.of("acme", "nobody"),
				(seller) -> seller.createMediaBuy(Map.of()), JsonNode.class));
		assertThat(this.acme.sent()).isEmpty();
	}

	private SellerResults<JsonNode> buy() {
		return this.clients.all((seller) -> seller.createMediaBuy(Map.of("buyer_ref", "b-1")), JsonNode.class);
	}

	private static String key(ScriptedSeller seller) {
		return seller.sent().get(0).idempotencyKey();
	}

	private static AdcpClientBuilder builder(String name, ScriptedSeller seller) {
		return AdcpClient.builder(name, seller).requireIdempotency(false).retryPolicy(ScriptedSeller.retries(0));
	}

}
