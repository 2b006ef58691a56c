package io.adcp.spring.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.adcp.spring.AdcpVersion;
import io.adcp.spring.VersionUnsupportedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static io.adcp.spring.client.ScriptedSeller.answered;
import static io.adcp.spring.client.ScriptedSeller.lost;
import static io.adcp.spring.client.ScriptedSeller.notSent;
import static io.adcp.spring.client.ScriptedSeller.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Calls ask for the newest release of AdCP that both sides speak, and never change.
 */
class SellerReleaseTests {

	private static final String DONE = "{\"media_buy_id\":\"mb_1\"}";

	private final ScriptedSeller seller = new ScriptedSeller().script(answered(DONE));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
			"supported_versions":["3.0","3.1","3.2"]          | 3.2 | 3.2 | 3
			"supported_versions":["3.0","3.1"]                | 3.2 | 3.1 | 3
			"supported_versions":["3.1","3.3","4.0"]          | 3.2 | 3.1 | 3
			"supported_versions":["3.0","3.1"]                | 3.0 | 3.0 | 3
			"supported_versions":["3.2-beta.5","v3",3.1,"3.0"] | 3.2 | 3.0 | 3
			"major_versions":[3]                              | 3.2 | -   | 3
			"supported_versions":[],"major_versions":[2,3]    | 3.1 | -   | 3
			"build_version":"x"                               | 3.2 | -   | -
			""")
	void aCallNamesTheNewestReleaseThatBothSpeak(String declared, String wanted, String release, Integer major) {
		client(declares(declared), wanted).createMediaBuy(Map.of("a", 1)).call(JsonNode.class);
		JsonNode sent = sent(0);
		assertThat(sent.path("adcp_version").stringValue(null)).isEqualTo(release);
		assertThat(sent.has("adcp_major_version") ? sent.path("adcp_major_version").asInt() : null).isEqualTo(major);
		assertThat(sent.path("a").asInt()).isOne();
		assertThat(sent.path("idempotency_key").isString()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			"supported_versions":["3.1","3.2"] | 3.0 | [3.1, 3.2]
			"supported_versions":["4.0"]       | 3.2 | [4.0]
			"major_versions":[2]               | 3.2 | [2]
			""")
	void aSellerThatServesNothingOfTheKindIsNotCalled(String declared, String wanted, String named) {
		assertThatExceptionOfType(VersionUnsupportedException.class)
			.isThrownBy(() -> client(declares(declared), wanted).createMediaBuy(Map.of("a", 1)).call(JsonNode.class))
			.withMessageContaining(named)
			.withMessageContaining("create_media_buy was not sent");
		assertThat(this.seller.sent()).isEmpty();
	}

	@Test
	void aRetrySendsTheSameBytesThoughTheSellerServesAnotherReleaseByNow() {
		List<String> declared = new ArrayList<>(List.of("[\"3.0\",\"3.1\"]", "[\"3.2\"]"));
		this.seller.script(lost(), lost(), answered(DONE));
		AdcpClient client = client((call) -> declares("\"supported_versions\":" + declared.remove(0)).apply(call),
				"3.2");
		client.createMediaBuy(Map.of("a", 1)).call(JsonNode.class);
		assertThat(this.seller.sent()).hasSize(3)
			.extracting((call) -> new String(call.arguments(), StandardCharsets.UTF_8))
			.containsOnly(new String(this.seller.sent().get(0).arguments(), StandardCharsets.UTF_8));
	}

	@Test
	void aRefusedReleaseIsATypedFailureThatIsNotRepeatedInAnother() {
		AtomicInteger asked = new AtomicInteger();
		this.seller.script(refused("VERSION_UNSUPPORTED",
				",\"recovery\":\"correctable\",\"details\":{\"supported_versions\":[\"3.0\",\"3.1\"]}"));
		AdcpClient client = client((call) -> {
			asked.incrementAndGet();
			return declares("\"supported_versions\":[\"3.2\"]").apply(call);
		}, "3.2");
		assertThatExceptionOfType(VersionUnsupportedException.class)
			.isThrownBy(() -> client.createMediaBuy(Map.of()).call(JsonNode.class))
			.satisfies((failure) -> assertThat(failure.supportedVersions()).containsExactly(AdcpVersion.V3_0,
					AdcpVersion.V3_1));
		assertThat(this.seller.sent()).hasSize(1);
		assertThat(asked).hasValue(1);
		this.seller.script(answered(DONE));
		client.createMediaBuy(Map.of()).call(JsonNode.class);
		assertThat(asked).as("a new call asks anew").hasValue(2);
	}

	@Test
	void theReleasesAreAskedForOnce() {
		AtomicInteger asked = new AtomicInteger();
		AdcpClient client = client((call) -> {
			asked.incrementAndGet();
			return declares("\"supported_versions\":[\"3.2\"]").apply(call);
		}, "3.2");
		client.getProducts(Map.of()).call(JsonNode.class);
		client.createMediaBuy(Map.of()).call(JsonNode.class);
		client.getProducts(Map.of()).call(JsonNode.class);
		assertThat(asked).hasValue(1);
		assertThat(sent(2).path("adcp_version").asString()).isEqualTo("3.2");
	}

	@Test
	void theCapabilitiesThemselvesAreAskedForWithoutARelease() {
		List<JsonNode> asked = new ArrayList<>();
		AdcpClient client = client((call) -> {
			asked.add(JsonMapper.shared().readTree(call.arguments()));
			return declares("\"supported_versions\":[\"3.2\"]").apply(call);
		}, "3.2");
		client.getAdcpCapabilities(null).call(JsonNode.class);
		client.getProducts(null).call(JsonNode.class);
		assertThat(asked).hasSize(2).allSatisfy((request) -> assertThat(request.has("adcp_version")).isFalse());
	}

	@Test
	void aSellerWithoutCapabilitiesIsReadFromWithoutARelease() {
		client(refused("UNSUPPORTED_FEATURE"), "3.2").getProducts(Map.of("brief", "x")).call(JsonNode.class);
		assertThat(sent(0)).hasToString("{\"brief\":\"x\"}");
	}

	@Test
	void nothingIsSentAsLongAsTheSellerDoesNotTell() {
		assertThatExceptionOfType(AdcpTransportException.class)
			.isThrownBy(() -> client(notSent(), "3.2").getProducts(null).call(JsonNode.class))
			.withMessageContaining("did not tell which releases of AdCP it serves")
			.satisfies((failure) -> assertThat(failure.executionPossible()).isFalse());
		assertThat(this.seller.sent()).isEmpty();
	}

	@Test
	void aCallIsPreparedThoughTheSellerDoesNotTell() {
		AtomicInteger asked = new AtomicInteger();
		AdcpClient client = client((call) -> {
			asked.incrementAndGet();
			return notSent().apply(call);
		}, "3.2");
		AdcpCall call = client.createMediaBuy(Map.of("a", 1)).prepare();
		assertThat(asked).as("nobody waits for retries to store a call").hasValue(1);
		assertThat(new String(call.arguments(), StandardCharsets.UTF_8)).contains("\"a\":1")
			.doesNotContain("adcp_version", "adcp_major_version");
		assertThat(client.reactive().createMediaBuy(Map.of("a", 1)).prepare().block()).isNotNull();
	}

	@Test
	void aCallToASellerThatServesNothingOfTheKindIsNotPrepared() {
		assertThatExceptionOfType(VersionUnsupportedException.class).isThrownBy(
				() -> client(declares("\"supported_versions\":[\"4.0\"]"), "3.2").createMediaBuy(Map.of()).prepare());
	}

	@Test
	void whatTheCallerSaysOfTheReleaseStays() {
		AdcpClient client = client(declares("\"supported_versions\":[\"3.0\",\"3.2\"]"), "3.2");
		client.createMediaBuy(Map.of("adcp_version", "3.0")).call(JsonNode.class);
		assertThat(sent(0).path("adcp_version").asString()).isEqualTo("3.0");
		assertThat(sent(0).has("adcp_major_version")).isFalse();
	}

	@Test
	void aStoredCallIsSentAsItWasFrozen() {
		AdcpClient client = client(declares("\"supported_versions\":[\"3.1\"]"), "3.2");
		String stored = client.createMediaBuy(Map.of()).prepare().toJson();
		AdcpClient later = client(declares("\"supported_versions\":[\"3.2\"]"), "3.2");
		later.resume(AdcpCall.fromJson(stored), JsonNode.class);
		assertThat(sent(0).path("adcp_version").asString()).isEqualTo("3.1");
	}

	@Test
	void theReactiveClientSaysTheSame() {
		client(declares("\"supported_versions\":[\"3.1\"]"), "3.2").reactive()
			.createMediaBuy(Map.of())
			.call(JsonNode.class)
			.block();
		assertThat(sent(0).path("adcp_version").asString()).isEqualTo("3.1");
	}

	@Test
	void anEventLoopIsNotMadeToWaitForTheAnswer() {
		AdcpClient client = client(declares("\"supported_versions\":[\"3.1\"]"), "3.2");
		Mono<AdcpCall> prepared = Mono.fromCallable(() -> client.createMediaBuy(Map.of()).prepare())
			.subscribeOn(Schedulers.parallel());
		assertThatIllegalStateException().isThrownBy(prepared::block).withMessageContaining("must not wait");
	}

	@Test
	void aReleaseThatIsNotSpokenIsRefusedWhenTheClientIsBuilt() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.seller.client().version(new AdcpVersion(3, 3)))
			.withMessageContaining("3.3");
	}

	private AdcpClient client(Function<AdcpCall, Mono<AdcpAnswer>> capabilities, String wanted) {
		return this.seller.capabilities(capabilities).client().version(AdcpVersion.find(wanted).orElseThrow()).build();
	}

	private static Function<AdcpCall, Mono<AdcpAnswer>> declares(String versions) {
		return answered(
				"{\"adcp\":{" + versions + ",\"idempotency\":{\"supported\":true,\"replay_ttl_seconds\":86400}}}");
	}

	private JsonNode sent(int index) {
		return JsonMapper.shared().readTree(this.seller.sent().get(index).arguments());
	}

}
