package io.adcp.spring.autoconfigure;

import java.util.Map;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.AgentResolver;
import jakarta.servlet.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * A seller's start tells what it offers, and what about it cannot be meant.
 */
@ExtendWith(OutputCaptureExtension.class)
class SellerStartLogTests {

	private static final String PRINCIPALS = "Nothing here authenticates callers";

	private final WebApplicationContextRunner seller = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SellerContext.autoConfigurations()))
		.withConfiguration(AutoConfigurations.of(WebMvcAutoConfiguration.class, AdcpMcpServerAutoConfiguration.class,
				AdcpA2aServerAutoConfiguration.class, AdcpRestAutoConfiguration.class,
				AdcpSellerStartAutoConfiguration.class))
		.withPropertyValues("spring.datasource.generate-unique-name=true");

	private final ApplicationContextRunner plain = SellerContext.application()
		.withConfiguration(AutoConfigurations.of(AdcpSellerStartAutoConfiguration.class))
		.withPropertyValues("spring.datasource.generate-unique-name=true");

	@Test
	void oneLineNamesTasksPathsReleasesAndRecords(CapturedOutput output) {
		this.seller.withBean(BuyTasks.class)
			.withBean(Orders.class)
			.withPropertyValues("adcp.server.a2a.enabled=true", "adcp.idempotency.ttl=36h")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getOut().lines().filter((line) -> line.contains("AdCP seller: "))).singleElement()
			.asString()
			.contains("INFO")
			.contains("create_media_buy")
			.contains("over MCP at /mcp, A2A at /a2a, REST at POST /orders; AdCP 3.0, 3.1, 3.2; ")
			.endsWith("records in jdbc (H2, adcp_idempotency), replayed for 36 h");
	}

	@Test
	void aSellerWithoutAWebServerSaysThatItServesNothing(CapturedOutput output) {
		this.plain.withBean(BuyTasks.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("over no transport").doesNotContain(PRINCIPALS);
	}

	@Test
	void aSellerWhoseCallersNobodyAuthenticatesIsWarned(CapturedOutput output) {
		this.seller.withBean(BuyTasks.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("WARN").contains(PRINCIPALS);
	}

	@Test
	void aFilterOrAnAgentResolverOfTheApplicationMayAuthenticate(CapturedOutput output) {
		this.seller.withBean(BuyTasks.class)
			.withBean(Filter.class, () -> (request, response, chain) -> chain.doFilter(request, response))
			.run((context) -> assertThat(context).hasNotFailed());
		this.seller.withBean(BuyTasks.class)
			.withBean(AgentResolver.class, () -> (principal) -> "acme")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain(PRINCIPALS);
	}

	@Test
	void idempotentMethodsThatAreSwitchedOffAreNamed(CapturedOutput output) {
		this.plain.withBean(BuyTasks.class)
			.withPropertyValues("adcp.idempotency.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("WARN").contains("run at each call, repeated or not: BuyTasks.create");
	}

	@Test
	void aRequestWhoseNamesAdcpNeverWritesIsWarnedOf(CapturedOutput output) {
		this.plain.withBean(CamelCase.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("WARN")
			.contains("reads 'mediaBuyId', but AdCP writes its names in snake_case")
			.contains("spring.jackson.property-naming-strategy=SNAKE_CASE");
	}

	@Test
	void aRequestInSnakeCaseIsNot(CapturedOutput output) {
		this.plain.withBean(CamelCase.class)
			.withPropertyValues("spring.jackson.property-naming-strategy=SNAKE_CASE")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain("snake_case");
	}

	@Test
	void aTaskThatIsOneTypoAwayIsWarnedOf(CapturedOutput output) {
		this.plain.withBean(Typo.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("WARN").contains("Did you mean 'get_products'?");
	}

	@Test
	void aReactiveApplicationIsRefused() {
		new ReactiveWebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SellerContext.autoConfigurations()))
			.withConfiguration(AutoConfigurations.of(AdcpSellerStartAutoConfiguration.class))
			.withPropertyValues("spring.datasource.generate-unique-name=true")
			.withBean(BuyTasks.class)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidSetupException.class)
				.hasMessageContaining("served by nothing")
				.hasMessageContaining("this is a reactive web application"));
	}

	@Test
	void anApplicationWithoutSpringMvcIsRefused() {
		FailureAnalysis analysis = StartFailure.of(this.plain.withBean(BuyTasks.class)
			.withClassLoader(new FilteredClassLoader("org.springframework.web.servlet",
					"org.springframework.web.reactive.DispatcherHandler")));
		assertThat(analysis.getDescription()).contains("buyTasks").contains("Spring MVC is not on the class path");
		assertThat(analysis.getAction()).contains("spring-boot-starter-webmvc");
	}

	@ParameterizedTest
	@ValueSource(strings = { "3.5.7", "4.0.0", "4.0.3-SNAPSHOT", "2.7.18" })
	void anOlderSpringBootIsRefused(String version) {
		assertThatExceptionOfType(InvalidSetupException.class)
			.isThrownBy(() -> BootVersionCheck.requireSupported(version))
			.withMessageContaining("needs Spring Boot 4.1, and this is " + version);
	}

	@ParameterizedTest
	@ValueSource(strings = { "4.1.0", "4.1.2", "4.2.0-M1", "5.0.0" })
	void thisSpringBootAndNewerOnesAreNot(String version) {
		assertThatNoException().isThrownBy(() -> BootVersionCheck.requireSupported(version));
	}

	@RestController
	static class Orders {

		@Idempotent
		@PostMapping("/orders")
		Map<String, Object> order() {
			return Map.of();
		}

	}

	@AdcpController
	static class CamelCase {

		@AdcpTask(AdcpTask.GET_MEDIA_BUYS)
		Map<String, Object> find(Query query) {
			return Map.of("found", query.mediaBuyId());
		}

		record Query(String mediaBuyId) {

		}

	}

	@AdcpController
	static class Typo {

		@AdcpTask("get_product")
		Map<String, Object> find() {
			return Map.of();
		}

	}

}
