package io.adcp.spring.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.EdECPrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.adcp.spring.signature.SigningKey;
import io.adcp.spring.signature.VerificationKey;
import io.adcp.spring.task.TaskListener;
import io.adcp.spring.webhook.TaskWebhooks;
import io.adcp.spring.webhook.WebhookDelivery;
import io.adcp.spring.webhook.WebhookKeys;
import io.adcp.spring.webhook.WebhookSettings;
import io.adcp.spring.work.WorkQueue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a seller gets its webhooks.
 */
@ExtendWith(OutputCaptureExtension.class)
class WebhookAutoConfigurationTests {

	@TempDir
	private Path folder;

	@Test
	void aSellerWithoutAQueueHasNone() {
		SellerContext.without(AdcpTaskAutoConfiguration.class)
			.withBean(BuyTasks.class)
			.withPropertyValues("spring.datasource.generate-unique-name=true")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(TaskListener.class)
				.doesNotHaveBean(WebhookKeys.class));
	}

	@Test
	void aSellerWithAQueueHasThem() {
		seller().withBean(MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
			assertThat(context).hasSingleBean(TaskWebhooks.class)
				.hasSingleBean(WebhookDelivery.class)
				.hasBean("adcpWebhookGauges");
			assertThat(context.getBean(WebhookSettings.class))
				.isEqualTo(new WebhookSettings(false, false, Duration.ofHours(24), Duration.ofDays(7)));
		});
	}

	@Test
	void withoutReactorNettyThereAreNone() {
		seller().withClassLoader(new FilteredClassLoader("reactor.netty"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TaskListener.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Ed25519", "EC" })
	void aKeyIsReadFromPem(String algorithm) throws Exception {
		KeyPair pair = pair(algorithm);
		withKey("2026-01", pem("PRIVATE KEY", pair.getPrivate().getEncoded()),
				pem("PUBLIC KEY", pair.getPublic().getEncoded()))
			.run((context) -> assertPublishes(context.getBean(WebhookKeys.class), pair));
	}

	@Test
	void aKeyIsReadFromFiles() throws Exception {
		KeyPair pair = pair("Ed25519");
		Path privateKey = Files.writeString(this.folder.resolve("key.pem"),
				pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
		Path publicKey = Files.writeString(this.folder.resolve("public.pem"),
				pem("PUBLIC KEY", pair.getPublic().getEncoded()));
		withKey("2026-01", "file:" + privateKey, "file:" + publicKey)
			.run((context) -> assertPublishes(context.getBean(WebhookKeys.class), pair));
	}

	@Test
	void aKeyIsReadFromAJwk() throws Exception {
		KeyPair pair = pair("Ed25519");
		seller().withPropertyValues("adcp.webhook.keys[0].private-key=" + jwk("2026-01", pair))
			.run((context) -> assertPublishes(context.getBean(WebhookKeys.class), pair));
	}

	@Test
	void theApplicationsOwnKeysAreTakenInsteadOfProperties() throws Exception {
		KeyPair pair = pair("EC");
		WebhookKeys own = new WebhookKeys(List.of(SigningKey.of("kms", pair.getPrivate(), pair.getPublic())));
		seller().withBean(WebhookKeys.class, () -> own)
			.run((context) -> assertThat(context.getBean(WebhookKeys.class)).isSameAs(own));
	}

	@Test
	void whileAKeyIsChangedBothArePublishedAndTheFirstSigns() throws Exception {
		String old = jwk("old", pair("Ed25519"));
		String next = jwk("next", pair("Ed25519"));
		seller()
			.withPropertyValues("adcp.webhook.keys[0].private-key=" + next, "adcp.webhook.keys[1].private-key=" + old)
			.run((context) -> {
				WebhookKeys keys = context.getBean(WebhookKeys.class);
				assertThat(keys.keys()).extracting(SigningKey::id).containsExactly("next", "old");
				assertThat(JsonMapper.shared().readTree(keys.toJwks()).path("keys").size()).isEqualTo(2);
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", value = {
			"k | secret-word-of-mine | - | private-key is neither PEM nor a JWK nor a file",
			"k | {\"secret-word-of-mine\" | - | private-key is no JSON",
			"k | -----BEGIN PRIVATE KEY-----c2VjcmV0LXdvcmQtb2YtbWluZQ==-----END PRIVATE KEY----- | x | no private key in PEM",
			"k | {\"kty\":\"OKP\",\"crv\":\"X25519\",\"kid\":\"k\"} | - | a curve that AdCP does not allow" })
	void aKeyThatCannotBeReadStopsTheStartAndIsNotShown(String id, String privateKey, String publicKey, String text) {
		FailureAnalysis analysis = StartFailure.of(withKey(id, privateKey, publicKey));
		assertThat(analysis.getDescription()).contains("adcp.webhook.keys[0]")
			.contains(text)
			.doesNotContain("secret-word-of-mine");
		assertThat(analysis.getAction()).contains("openssl genpkey -algorithm ed25519");
	}

	@Test
	void aPemKeyNeedsItsPublicHalfAndItsId() throws Exception {
		String pem = pem("PRIVATE KEY", pair("Ed25519").getPrivate().getEncoded());
		assertThat(StartFailure.of(withKey("k", pem, null)).getDescription()).contains("public-key is missing");
		assertThat(StartFailure.of(withKey(null, pem, pem)).getDescription()).contains("id is missing");
	}

	@Test
	void twoKeysOfOneIdStopTheStart() throws Exception {
		String jwk = jwk("k", pair("Ed25519"));
		assertThat(StartFailure
			.of(seller().withPropertyValues("adcp.webhook.keys[0].private-key=" + jwk,
					"adcp.webhook.keys[1].private-key=" + jwk))
			.getDescription()).contains("adcp.webhook.keys[1] has the same id");
	}

	@ParameterizedTest
	@ValueSource(strings = { "23h", "8d" })
	void aHorizonThatCannotBeDeclaredStopsTheStart(String horizon) {
		assertThat(StartFailure.of(seller().withPropertyValues("adcp.webhook.delivery-horizon=" + horizon))
			.getDescription()).contains("adcp.webhook.delivery-horizon");
	}

	@Test
	void insecureTargetsAreWarnedOf(CapturedOutput output) {
		seller().withPropertyValues("adcp.webhook.allow-insecure-targets=true")
			.run((context) -> assertThat(context.getBean(WebhookSettings.class).insecureTargets()).isTrue());
		assertThat(output).containsOnlyOnce("adcp.webhook.allow-insecure-targets=true");
	}

	@Test
	void theCapabilitiesDeclareHowWebhooksAreSigned() throws Exception {
		seller()
			.withPropertyValues("adcp.webhook.keys[0].private-key=" + jwk("k", pair("Ed25519")),
					"adcp.webhook.delivery-horizon=48h", "adcp.webhook.legacy-hmac=true",
					"adcp.webhook.brand-json-url=https://ads.example/.well-known/brand.json")
			.run((context) -> assertThat(customized(context.getBean(WebhookCapabilities.class)))
				.isEqualTo(JsonMapper.shared().readTree("""
						{"webhook_signing":{"supported":true,"profile":"adcp/webhook-signing/v1",
						"algorithms":["ed25519"],"legacy_hmac_fallback":true,
						"delivery_retry_horizon_seconds":172800},
						"identity":{"brand_json_url":"https://ads.example/.well-known/brand.json"}}""")));
	}

	@Test
	void withoutAnyWayToSignNothingIsDeclaredAndNothingIsRun() {
		seller().run((context) -> {
			assertThat(customized(context.getBean(WebhookCapabilities.class)).isEmpty()).isTrue();
			assertThat(context.getBean(WebhookDelivery.class).isNeeded()).isFalse();
		});
		seller().withPropertyValues("adcp.webhook.legacy-hmac=true").run((context) -> {
			assertThat(customized(context.getBean(WebhookCapabilities.class)).path("webhook_signing").toString())
				.contains("\"supported\":false");
			assertThat(context.getBean(WebhookDelivery.class).isNeeded()).isTrue();
		});
	}

	@Test
	void keysThatBuyersCannotFindAreWarnedOfOnce(CapturedOutput output) throws Exception {
		seller().withPropertyValues("adcp.webhook.keys[0].private-key=" + jwk("k", pair("Ed25519"))).run((context) -> {
			customized(context.getBean(WebhookCapabilities.class));
			customized(context.getBean(WebhookCapabilities.class));
		});
		assertThat(output.getOut().lines().filter((line) -> line.contains("set adcp.webhook.brand-json-url")))
			.hasSize(1);
	}

	@Test
	void theKeySetIsServedWhereThereAreKeys() throws Exception {
		web()
			.withPropertyValues("adcp.webhook.keys[0].private-key=" + jwk("k", pair("Ed25519")),
					"adcp.webhook.key-set-path=/keys.json")
			.run((context) -> {
				Map<String, ?> served = context.getBean("adcpKeySetHandlerMapping", SimpleUrlHandlerMapping.class)
					.getUrlMap();
				assertThat(served).containsOnlyKeys("/keys.json");
				MockHttpServletResponse response = new MockHttpServletResponse();
				((HttpRequestHandler) served.get("/keys.json"))
					.handleRequest(new MockHttpServletRequest("GET", "/keys.json"), response);
				assertThat(response.getContentType()).isEqualTo("application/json");
				JsonNode key = JsonMapper.shared().readTree(response.getContentAsString()).path("keys").path(0);
				assertThat(key.path("kid").asString()).isEqualTo("k");
				assertThat(key.has("d")).isFalse();
			});
		web().run((context) -> assertThat(
				context.getBean("adcpKeySetHandlerMapping", SimpleUrlHandlerMapping.class).getUrlMap())
			.isEmpty());
	}

	private static ObjectNode customized(WebhookCapabilities capabilities) {
		ObjectNode json = JsonNodeFactory.instance.objectNode();
		capabilities.customize(json);
		return (ObjectNode) JsonMapper.shared().readTree(json.toString());
	}

	@SuppressWarnings("unchecked")
	private static void assertPublishes(WebhookKeys keys, KeyPair pair) {
		JsonNode jwk = JsonMapper.shared().readTree(keys.toJwks()).path("keys").path(0);
		VerificationKey key = VerificationKey.ofJwk(JsonMapper.shared().convertValue(jwk, Map.class));
		assertThat(key.id()).isEqualTo("2026-01");
		assertThat(key.key()).isEqualTo(pair.getPublic());
	}

	private static ApplicationContextRunner withKey(String id, String privateKey, String publicKey) {
		List<String> values = new ArrayList<>(List.of("adcp.webhook.keys[0].private-key=" + privateKey));
		if (id != null) {
			values.add("adcp.webhook.keys[0].id=" + id);
		}
		if (publicKey != null) {
			values.add("adcp.webhook.keys[0].public-key=" + publicKey);
		}
		return seller().withPropertyValues(values.toArray(String[]::new));
	}

	private static ApplicationContextRunner seller() {
		return SellerContext.seller()
			.withConfiguration(AutoConfigurations.of(AdcpWebhookAutoConfiguration.class))
			.withBean(WorkQueue.class, NoQueue::new);
	}

	private static WebApplicationContextRunner web() {
		return new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AdcpWebhookAutoConfiguration.class))
			.withConfiguration(AutoConfigurations.of(SellerContext.autoConfigurations()))
			.withBean(BuyTasks.class)
			.withPropertyValues("spring.datasource.generate-unique-name=true")
			.withBean(WorkQueue.class, NoQueue::new);
	}

	private static String pem(String label, byte[] der) {
		return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(der)
				+ "\n-----END " + label + "-----\n";
	}

	static String jwk(String id, KeyPair pair) {
		Map<String, Object> jwk = new HashMap<>(
				SigningKey.of(id, pair.getPrivate(), pair.getPublic()).toJwk("webhook-signing"));
		jwk.put("d",
				Base64.getUrlEncoder()
					.withoutPadding()
					.encodeToString(((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow()));
		return JsonMapper.shared().writeValueAsString(jwk);
	}

	static KeyPair pair(String algorithm) throws NoSuchAlgorithmException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
		if (algorithm.equals("EC")) {
			generator.initialize(256);
		}
		return generator.generateKeyPair();
	}

	/**
	 * As if tasks were in use.
	 */
	private static final class NoQueue implements WorkQueue {

		@Override
		public void schedule(String kind, String id, Duration delay) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void cancel(String kind, String id) {
			throw new UnsupportedOperationException();
		}

	}

}
