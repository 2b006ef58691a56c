package io.adcp.spring.client;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import static io.adcp.spring.client.ScriptedSeller.answered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A stored call is sent to the seller, and as the caller, that it was made for.
 */
class CallTargetTests {

	private final ScriptedSeller seller = new ScriptedSeller().script(answered("{\"media_buy_id\":\"mb-1\"}"));

	@Test
	void aCallRemembersWhomItAsksAndAsWhom() {
		AdcpCall call = AdcpCall.fromJson(store("https://acme.example/mcp", "agency"));
		assertThat(call.address()).isEqualTo("https://acme.example/mcp");
		assertThat(call.principal()).isEqualTo("agency");
		assertThat(resume(client("https://acme.example/mcp", "agency"), call)).isEqualTo(1);
	}

	@Test
	void anotherAddressIsNoticedBeforeAnythingIsSent() {
		AdcpCall call = AdcpCall.fromJson(store("https://acme.example/mcp", null));
		AdcpClient elsewhere = client("https://other.example/mcp", null);
		assertThatExceptionOfType(MisdirectedCallException.class).isThrownBy(() -> resume(elsewhere, call))
			.withMessageContaining("https://acme.example/mcp")
			.withMessageContaining("now at https://other.example/mcp")
			.satisfies((failure) -> assertThat(failure.call()).isSameAs(call));
		assertThatExceptionOfType(MisdirectedCallException.class)
			.isThrownBy(() -> elsewhere.follow(call, JsonNode.class));
		assertThat(this.seller.sent()).isEmpty();
	}

	@Test
	void anotherCallerIsNoticedBeforeAnythingIsSent() {
		AdcpCall call = AdcpCall.fromJson(store("https://acme.example/mcp", "agency"));
		assertThatExceptionOfType(MisdirectedCallException.class)
			.isThrownBy(() -> resume(client("https://acme.example/mcp", "brand"), call))
			.withMessageContaining("was made as 'agency'")
			.withMessageContaining("as 'brand'");
		assertThat(this.seller.sent()).isEmpty();
	}

	@Test
	void aSellerThatHasMovedIsSentTheSameBytesOnceThatIsSaid() {
		AdcpCall call = AdcpCall.fromJson(store("https://acme.example/mcp", "agency"));
		AdcpClient moved = client("https://moved.example/mcp", "agency");
		assertThat(resume(moved, moved.adopt(call))).isEqualTo(1);
		assertThat(this.seller.sent().get(0).arguments()).isEqualTo(call.arguments());
	}

	@Test
	void whatAnEarlierVersionDidNotStoreIsNotCompared() {
		AdcpCall call = AdcpCall.fromJson(store(null, null).replace("\"version\":2", "\"version\":1")
			.replace("\"execution_possible\":false,", ""));
		assertThat(call.address()).isNull();
		assertThat(call.taskId()).isNull();
		assertThat(resume(client("https://acme.example/mcp", "agency"), call)).isEqualTo(1);
	}

	private String store(@Nullable String address, @Nullable String principal) {
		return client(address, principal).createMediaBuy(Map.of("buyer_ref", "b-1")).prepare().toJson();
	}

	private static int resume(AdcpClient client, AdcpCall call) {
		return client.resume(call, JsonNode.class).attempts();
	}

	private AdcpClient client(@Nullable String address, @Nullable String principal) {
		AdcpTransport transport = new AdcpTransport() {
			@Override
			public Mono<AdcpAnswer> send(AdcpCall call, @Nullable String token) {
				return CallTargetTests.this.seller.send(call, token);
			}

			@Override
			public @Nullable String address() {
				return address;
			}
		};
		return AdcpClient.builder("acme", transport).requireIdempotency(false).principal(principal).build();
	}

}
