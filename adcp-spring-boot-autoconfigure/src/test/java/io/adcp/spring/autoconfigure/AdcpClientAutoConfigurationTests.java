package io.adcp.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.autoconfigure.client.AdcpClientAutoConfiguration;
import io.adcp.spring.autoconfigure.client.ImportAdcpClients;
import io.adcp.spring.client.A2aAgent;
import io.adcp.spring.client.AdcpClient;
import io.adcp.spring.client.AdcpClients;
import io.adcp.spring.client.AdcpTokenSupplier;
import io.adcp.spring.client.AdcpUnknownOutcomeException;
import io.adcp.spring.client.FaultServer;
import io.adcp.spring.client.ReactiveAdcpClient;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

class AdcpClientAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AdcpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, JacksonAutoConfiguration.class));

	@Test
	void publishesNothingWithoutAgents() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(AdcpClients.class));
	}

	@Test
	void backsOffWithoutWebClient() {
		this.runner.withClassLoader(new FilteredClassLoader(WebClient.class))
			.withPropertyValues("adcp.client.agents.acme.url=https://acme.example/mcp")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AdcpClients.class));
	}

	@Test
	void publishesAPlainClientForASingleAgent() {
		this.runner.withPropertyValues("adcp.client.agents.acme.url=https://acme.example/mcp").run((context) -> {
			assertThat(context).hasSingleBean(AdcpClients.class).hasSingleBean(ReactiveAdcpClient.class);
			assertThat(context.getBean(AdcpClient.class).agent()).isEqualTo("acme");
		});
	}

	@Test
	void publishesNoPlainClientForSeveralAgents() {
		this.runner
			.withPropertyValues("adcp.client.agents.acme.url=https://acme.example/mcp",
					"adcp.client.agents.other.url=https://other.example/mcp")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(AdcpClient.class).doesNotHaveBean(ReactiveAdcpClient.class);
				AdcpClients clients = context.getBean(AdcpClients.class);
				assertThat(clients.names()).containsExactlyInAnyOrder("acme", "other");
				assertThat(clients.agent("other").agent()).isEqualTo("other");
			});
	}

	@Test
	void callsWithTheTokenTheHeadersAndTheApplicationsWebClient() {
		try (FaultServer seller = new FaultServer().script(FaultServer.success("{\"ok\":true}"))) {
			this.runner
				.withBean(WebClientCustomizer.class, () -> (builder) -> builder.defaultHeader("x-application", "desk"))
				.withPropertyValues("adcp.client.agents.acme.url=" + seller.url(),
						"adcp.client.agents.acme.token=secret-token", "adcp.client.agents.acme.headers.x-trial=yes")
				.run((context) -> {
					context.getBean(AdcpClient.class).task(AdcpTask.CREATE_MEDIA_BUY).call(JsonNode.class);
					assertThat(seller.requests().get(0).headers()).containsEntry("authorization", "Bearer secret-token")
						.containsEntry("x-trial", "yes")
						.containsEntry("x-application", "desk");
				});
		}
	}

	@Test
	void callsOverA2aWhereTheProtocolSaysSo() {
		try (A2aAgent seller = new A2aAgent().script(A2aAgent.completed("{\"ok\":true}"))) {
			this.runner
				.withPropertyValues("adcp.client.agents.acme.url=" + seller.url(),
						"adcp.client.agents.acme.protocol=a2a", "adcp.client.agents.acme.token=secret-token",
						"adcp.client.agents.acme.headers.x-trial=yes")
				.run((context) -> {
					context.getBean(AdcpClient.class).task(AdcpTask.CREATE_MEDIA_BUY).call(JsonNode.class);
					assertThat(seller.requests().get(0).headers()).containsEntry("A2A-Version", "1.0")
						.containsEntry("Authorization", "Bearer secret-token")
						.containsEntry("x-trial", "yes");
				});
		}
	}

	@Test
	void asksTheTokenSupplierBean() {
		try (FaultServer seller = new FaultServer().script(FaultServer.success("{}"))) {
			this.runner.withBean(AdcpTokenSupplier.class, () -> (agent, rejected) -> Mono.just("token-of-" + agent))
				.withPropertyValues("adcp.client.agents.acme.url=" + seller.url())
				.run((context) -> {
					context.getBean(AdcpClient.class).task(AdcpTask.GET_PRODUCTS).call(JsonNode.class);
					assertThat(seller.requests().get(0).headers()).containsEntry("authorization",
							"Bearer token-of-acme");
				});
		}
	}

	@Test
	void aClosingContextEndsCallsThatWaitForTheirNextAttempt() {
		CountDownLatch asked = new CountDownLatch(1);
		try (FaultServer seller = new FaultServer()) {
			seller.script((exchange) -> {
				asked.countDown();
				FaultServer.status(503, "Retry-After: 50").play(exchange);
			});
			CompletableFuture<Throwable> ended = new CompletableFuture<>();
			this.runner.withPropertyValues("adcp.client.agents.acme.url=" + seller.url()).run((context) -> {
				AdcpClient client = context.getBean(AdcpClient.class);
				ended.completeAsync(() -> catchThrowable(() -> client.createMediaBuy(null).call(JsonNode.class)));
				assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
			});
			assertThat(ended).succeedsWithin(Duration.ofSeconds(10), InstanceOfAssertFactories.THROWABLE)
				.isInstanceOf(AdcpUnknownOutcomeException.class);
			assertThat(seller.requests()).hasSize(1);
		}
	}

	@Test
	void asksTheTokenSupplierThatIsQualifiedForTheAgent() {
		try (FaultServer seller = new FaultServer().script(FaultServer.success("{}"))) {
			this.runner.withUserConfiguration(TwoSuppliers.class)
				.withPropertyValues("adcp.client.agents.acme.url=" + seller.url(),
						"adcp.client.agents.other.url=" + seller.url(), "adcp.client.agents.third.url=" + seller.url())
				.run((context) -> {
					AdcpClients clients = context.getBean(AdcpClients.class);
					for (String agent : clients.names()) {
						clients.agent(agent).task(AdcpTask.GET_PRODUCTS).call(JsonNode.class);
					}
					assertThat(seller.requests()).extracting((request) -> request.headers().get("authorization"))
						.containsExactly("Bearer qualified", "Bearer named", null);
				});
		}
	}

	@Test
	void asksTheOtherSupplierForAgentsThatHaveNoneOfTheirOwn() {
		try (FaultServer seller = new FaultServer().script(FaultServer.success("{}"))) {
			this.runner.withUserConfiguration(TwoSuppliers.class)
				.withBean("everybody", AdcpTokenSupplier.class, () -> (agent, rejected) -> Mono.just("for-" + agent))
				.withPropertyValues("adcp.client.agents.third.url=" + seller.url(),
						"adcp.client.agents.acme.url=" + seller.url(), "adcp.client.agents.other.url=" + seller.url())
				.run((context) -> {
					context.getBean(AdcpClients.class).agent("third").task(AdcpTask.GET_PRODUCTS).call(JsonNode.class);
					assertThat(seller.requests().get(0).headers()).containsEntry("authorization", "Bearer for-third");
				});
		}
	}

	@Test
	void takesThePrimaryOfSeveralTokenSuppliers() {
		this.runner.withUserConfiguration(AmbiguousSuppliers.class)
			.withBean("third", AdcpTokenSupplier.class, () -> (agent, rejected) -> Mono.empty(),
					(definition) -> definition.setPrimary(true))
			.withPropertyValues("adcp.client.agents.acme.url=https://acme.example/mcp")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void needsNoTokenSupplierWhereTheTokenIsSet() {
		this.runner.withUserConfiguration(AmbiguousSuppliers.class)
			.withPropertyValues("adcp.client.agents.acme.url=https://acme.example/mcp",
					"adcp.client.agents.acme.token=secret-token")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void saysWhichTokenSuppliersCouldBeMeant() {
		this.runner.withUserConfiguration(AmbiguousSuppliers.class)
			.withPropertyValues("adcp.client.agents.acme.url=https://acme.example/mcp")
			.run((context) -> {
				FailureAnalysis analysis = new InvalidSetupFailureAnalyzer().analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).isEqualTo(
						"The token of the agent 'acme' could come from 2 " + "AdcpTokenSupplier beans: first, second.");
				assertThat(analysis.getAction()).contains("@Qualifier(\"acme\")", "@Primary",
						"adcp.client.agents.acme.token");
			});
	}

	@Test
	void refusesATokenOrHeaderWithALineBreakWithoutQuotingIt() {
		String url = "adcp.client.agents.acme.url=https://acme.example/mcp";
		assertFailure("adcp.client.agents.acme: The token has", url,
				"adcp.client.agents.acme.token=secret-token\nmore");
		assertFailure("adcp.client.agents.acme: The header x-key has", url,
				"adcp.client.agents.acme.headers.x-key=secret-token\nmore");
	}

	@Test
	void countsEveryAttemptItself() {
		try (FaultServer seller = new FaultServer().script(FaultServer.reset(""), FaultServer.success("{}"))) {
			this.runner
				.withPropertyValues("adcp.client.agents.acme.url=" + seller.url(),
						"adcp.client.agents.acme.retry.delay=10ms", "adcp.client.agents.acme.retry.jitter=0ms")
				.run((context) -> {
					assertThat(context.getBean(AdcpClient.class)
						.task(AdcpTask.CREATE_MEDIA_BUY)
						.call(JsonNode.class)
						.attempts()).isEqualTo(2);
					assertThat(seller.requests()).hasSize(2);
				});
		}
	}

	@Test
	void requiresIdempotencyUnlessTheAgentOrAllAreExcepted() {
		try (FaultServer seller = new FaultServer().capabilities("{}").script(FaultServer.success("{}"))) {
			String url = "adcp.client.agents.acme.url=" + seller.url();
			this.runner.withPropertyValues(url, "adcp.client.require-idempotency=false")
				.run((context) -> context.getBean(AdcpClient.class)
					.task(AdcpTask.CREATE_MEDIA_BUY)
					.call(JsonNode.class));
			this.runner.withPropertyValues(url, "adcp.client.agents.acme.require-idempotency=false")
				.run((context) -> context.getBean(AdcpClient.class)
					.task(AdcpTask.CREATE_MEDIA_BUY)
					.call(JsonNode.class));
			assertThat(seller.requests()).hasSize(2);
		}
	}

	@Test
	void saysWhichAgentHasNoUrl() {
		assertFailure("is missing", "adcp.client.agents.acme.token=secret-token");
	}

	@Test
	void saysWhichAgentIsNotSecure() {
		assertFailure("adcp.client.agents.acme: The URL of an agent must be https",
				"adcp.client.agents.acme.url=http://acme.example/mcp");
	}

	@Test
	void refusesTimesThatMakeNoSense() {
		assertFailure("must be longer than zero", "adcp.client.agents.acme.url=https://acme.example/mcp",
				"adcp.client.agents.acme.read-timeout=0s");
		assertFailure("max-delay not shorter", "adcp.client.agents.acme.url=https://acme.example/mcp",
				"adcp.client.agents.acme.retry.max-delay=1ms");
	}

	@Test
	void registersDeclarativeClients() {
		try (FaultServer acme = new FaultServer().script(FaultServer.success("{\"from\":\"acme\"}"));
				FaultServer other = new FaultServer().script(FaultServer.success("{\"from\":\"other\"}"))) {
			this.runner.withUserConfiguration(TwoAgents.class)
				.withPropertyValues("adcp.client.agents.acme.url=" + acme.url(),
						"adcp.client.agents.other.url=" + other.url())
				.run((context) -> {
					assertThat(context).hasBean("acmeSalesAgent").hasBean("otherSalesAgent").hasBean("acmeReads");
					assertThat(context.getBean("acmeSalesAgent", SalesAgent.class).create(Map.of()))
						.containsEntry("from", "acme");
					assertThat(context.getBean("otherSalesAgent", SalesAgent.class).create(Map.of()))
						.containsEntry("from", "other");
				});
		}
	}

	@Test
	void registersADeclarativeClientForTheOnlyAgent() {
		try (FaultServer acme = new FaultServer().script(FaultServer.success("{\"from\":\"acme\"}"))) {
			this.runner.withUserConfiguration(OneAgent.class)
				.withPropertyValues("adcp.client.agents.acme.url=" + acme.url())
				.run((context) -> assertThat(context.getBean("salesAgent", SalesAgent.class).create(Map.of()))
					.containsEntry("from", "acme"));
		}
		this.runner.withUserConfiguration(OneAgent.class)
			.withPropertyValues("adcp.client.agents.acme.url=https://acme.example/mcp",
					"adcp.client.agents.other.url=https://other.example/mcp")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("There are several agents, [acme, other]"));
	}

	@Test
	void asksForTheReleaseOfTheProperties() {
		String capabilities = """
				{"adcp": {"supported_versions": ["3.0", "3.1", "3.2"],
				 "idempotency": {"supported": true, "replay_ttl_seconds": 86400}}}""";
		try (FaultServer acme = new FaultServer().capabilities(capabilities).script(FaultServer.success("{}"))) {
			this.runner
				.withPropertyValues("adcp.client.agents.newest.url=" + acme.url(),
						"adcp.client.agents.older.url=" + acme.url(), "adcp.client.agents.older.version=3.0")
				.run((context) -> {
					AdcpClients clients = context.getBean(AdcpClients.class);
					clients.agent("newest").createMediaBuy(null).call(JsonNode.class);
					clients.agent("older").createMediaBuy(null).call(JsonNode.class);
					assertThat(acme.requests())
						.extracting((request) -> request.arguments().path("adcp_version").asString(""))
						.containsExactly("3.2", "3.0");
				});
		}
	}

	@Test
	void analyzesAReleaseThatIsNotSpoken() {
		assertThat(analyze("adcp.client.agents.acme.url=https://acme.example/mcp", "adcp.client.version=3.3"))
			.satisfies((analysis) -> assertThat(analysis.getDescription()).contains("adcp.client.version",
					"must be 3.0, 3.1 or 3.2"));
	}

	@Test
	void refusesOneKeyForTwoAgents() {
		try (FaultServer acme = new FaultServer().script(FaultServer.success("{}"))) {
			this.runner
				.withPropertyValues("adcp.client.agents.acme.url=" + acme.url(),
						"adcp.client.agents.other.url=" + acme.url())
				.run((context) -> {
					AdcpClients clients = context.getBean(AdcpClients.class);
					String key = clients.agent("acme").createMediaBuy(null).call(JsonNode.class).idempotencyKey();
					assertThatIllegalArgumentException().isThrownBy(() -> clients.agent("other")
						.createMediaBuy(Map.of("idempotency_key", key))
						.call(JsonNode.class));
				});
		}
	}

	@Test
	void analyzesAUrlThatIsNotSecure() {
		assertThat(analyze("adcp.client.agents.acme.url=http://acme.example/mcp")).satisfies((analysis) -> {
			assertThat(analysis.getDescription())
				.startsWith("adcp.client.agents.acme: The URL of an agent must be https");
			assertThat(analysis.getAction()).startsWith("Set adcp.client.agents.acme.url to");
		});
	}

	@Test
	void analyzesAMissingClientWhereThereAreSeveralAgents() {
		FailureAnalysis analysis = analyze("adcp.client.agents.acme.url=https://acme.example/mcp",
				"adcp.client.agents.other.url=https://other.example/mcp");
		assertThat(analysis.getDescription())
			.contains("Parameter 0 of constructor in", "needs a bean of type AdcpClient")
			.endsWith("several are configured: acme, other.");
		assertThat(analysis.getAction()).contains("AdcpClients", "agent(\"acme\")", "@ImportAdcpClients");
	}

	@Test
	void analyzesAMissingClientWhereThereIsNoAgent() {
		assertThat(analyze("some.other=property").getAction())
			.isEqualTo("Set adcp.client.agents.<name>.url to the seller's endpoint.");
	}

	/**
	 * With all analyzers in their order, as an application that does not start has it.
	 */
	private static FailureAnalysis analyze(String... properties) {
		FailureAnalysis[] analysis = { null };
		SpringApplication application = new SpringApplication(NeedsClient.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setLogStartupInfo(false);
		application.setBannerMode(Banner.Mode.OFF);
		application.addInitializers((context) -> context.addBeanFactoryPostProcessor((beans) -> {
			List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
				.load(FailureAnalyzer.class,
						ArgumentResolver.of(BeanFactory.class, beans).and(Environment.class, context.getEnvironment()));
			AnnotationAwareOrderComparator.sort(analyzers);
			NeedsClient.analyzers = analyzers;
		}));
		Throwable failure = catchThrowable(
				() -> application.run(Stream.of(properties).map((property) -> "--" + property).toArray(String[]::new))
					.close());
		for (FailureAnalyzer analyzer : NeedsClient.analyzers) {
			analysis[0] = (analysis[0] != null) ? analysis[0] : analyzer.analyze(failure);
		}
		return analysis[0];
	}

	private void assertFailure(String text, String... properties) {
		this.runner.withPropertyValues(properties)
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(text)
				.message()
				.doesNotContain("secret-token"));
	}

	interface SalesAgent {

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		Map<String, Object> create(Map<String, Object> buy);

	}

	interface Reads {

		@AdcpTask(AdcpTask.GET_PRODUCTS)
		Map<String, Object> products();

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAdcpClients(agent = "acme", value = { SalesAgent.class, Reads.class })
	@ImportAdcpClients(agent = "other", value = SalesAgent.class)
	static class TwoAgents {

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoSuppliers {

		@Bean
		@Qualifier("acme")
		AdcpTokenSupplier tokensOfAcme() {
			return (agent, rejected) -> Mono.just("qualified");
		}

		@Bean
		AdcpTokenSupplier other() {
			return (agent, rejected) -> Mono.just("named");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AmbiguousSuppliers {

		@Bean
		AdcpTokenSupplier first() {
			return (agent, rejected) -> Mono.empty();
		}

		@Bean
		AdcpTokenSupplier second() {
			return (agent, rejected) -> Mono.empty();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAdcpClients(SalesAgent.class)
	static class OneAgent {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AdcpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
			ReactiveHttpClientAutoConfiguration.class, JacksonAutoConfiguration.class })
	@Import(NeedsClient.Desk.class)
	static class NeedsClient {

		static List<FailureAnalyzer> analyzers = List.of();

		static class Desk {

			Desk(AdcpClient client) {
			}

		}

	}

}
