package io.adcp.spring.autoconfigure;

import java.util.Objects;

import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.contract.ScriptedBackend;
import io.adcp.spring.idempotency.redis.RedisIdempotencyBackend;
import io.adcp.spring.testing.RedisServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.embedded.RedisServer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.core.StringRedisTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When records are kept in Redis.
 */
@ExtendWith(OutputCaptureExtension.class)
class AdcpRedisIdempotencyAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AdcpIdempotencyAutoConfiguration.class,
				AdcpRedisIdempotencyAutoConfiguration.class, AdcpServerAutoConfiguration.class,
				DataRedisAutoConfiguration.class))
		.withPropertyValues("adcp.idempotency.enabled=true", "adcp.idempotency.backend=redis",
				"spring.data.redis.url=" + RedisServers.url());

	@Test
	void redisIsUsedWhereItIsAskedForByName() {
		this.runner.run((context) -> {
			IdempotencyRequest request = SellerContext.request(null);
			assertThat(context).hasSingleBean(RedisIdempotencyBackend.class);
			assertThat(SellerContext.execute(context, request, () -> "{}").replayed()).isFalse();
			assertThat(SellerContext.execute(context, request, () -> "{}").replayed()).isTrue();
		});
	}

	@Test
	void redisIsNotUsedUnasked() {
		this.runner.withPropertyValues("adcp.idempotency.backend=memory")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void aBackendOfTheApplicationGoesFirst() {
		this.runner.withBean("own", IdempotencyBackend.class, ScriptedBackend::free)
			.withPropertyValues("adcp.idempotency.secret=a secret of its own")
			.run((context) -> assertThat(context).hasSingleBean(IdempotencyBackend.class)
				.doesNotHaveBean(RedisIdempotencyBackend.class));
	}

	@Test
	void itSaysAtTheStartThatRecordsDoNotCommitWithTheBusinessData(CapturedOutput output) {
		this.runner.run((context) -> assertThat(output).contains("WARN")
			.contains("does not commit together with the business data"));
	}

	@Test
	void aRedisThatKeepsEverythingIsNotWarnedAbout(CapturedOutput output) throws Exception {
		withServer(this.runner,
				(context) -> assertThat(output).doesNotContain("maxmemory-policy").doesNotContain("appendonly"),
				"appendonly yes");
	}

	@Test
	void aRedisThatMayForgetIsWarnedAbout(CapturedOutput output) throws Exception {
		withServer(this.runner,
				(context) -> assertThat(output).contains("maxmemory-policy allkeys-lru").contains("appendonly no"),
				"maxmemory-policy allkeys-lru");
	}

	@Test
	void aRedisThatForbidsConfigIsTolerated(CapturedOutput output) throws Exception {
		withServer(this.runner, (context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).contains("Redis does not show its configuration");
		}, "rename-command CONFIG \"\"");
	}

	@Test
	void aLongTimeoutIsWarnedAbout(CapturedOutput output) {
		this.runner.withPropertyValues("spring.data.redis.timeout=2s")
			.run((context) -> assertThat(output).doesNotContain("Set spring.data.redis.timeout"));
		this.runner.run((context) -> assertThat(output).contains("60000 ms").contains("Set spring.data.redis.timeout"));
	}

	@Test
	void theAccountSaltIsSharedByAllNodesOfARedis() {
		this.runner.run((one) -> this.runner
			.run((other) -> assertThat(one.getBean(AccountSalt.class)).isEqualTo(other.getBean(AccountSalt.class))));
	}

	@Test
	void aConfiguredSecretIsTheSaltAndRedisIsNotAsked() {
		this.runner
			.withPropertyValues("adcp.idempotency.secret=a secret of its own",
					"adcp.idempotency.redis.key-prefix=other:")
			.run((context) -> {
				assertThat(context.getBean(AccountSalt.class).value()).isEqualTo("a secret of its own");
				assertThat(context.getBean(StringRedisTemplate.class).hasKey("other:account-salt")).isFalse();
			});
	}

	@Test
	void theKeyPrefixIsAProperty() {
		this.runner.withPropertyValues("adcp.idempotency.redis.key-prefix=prefixed:").run((context) -> {
			SellerContext.execute(context, SellerContext.request(null), () -> "{}");
			assertThat(context.getBean(StringRedisTemplate.class).keys("prefixed:{*")).isNotEmpty();
		});
	}

	@Test
	void aKeyPrefixThatBreaksHashTagsStopsTheStart() {
		assertThat(Objects
			.requireNonNull(StartFailure.of(this.runner.withPropertyValues("adcp.idempotency.redis.key-prefix={a}")))
			.getDescription()).contains("redis.keyPrefix");
	}

	@Test
	void withoutSpringDataRedisTheActionNamesTheStarter() {
		assertThat(StartFailure.of(this.runner.withClassLoader(
				new FilteredClassLoader("org.springframework.data.redis", "org.springframework.boot.data.redis"))))
			.satisfies((analysis) -> {
				assertThat(analysis.getDescription()).contains("'redis' (adcp.idempotency.backend)");
				assertThat(analysis.getAction()).contains("spring-boot-starter-data-redis")
					.contains("spring.data.redis.url");
			});
	}

	private static void withServer(ApplicationContextRunner runner,
			ContextConsumer<AssertableApplicationContext> assertions, String... settings) throws Exception {
		int port = RedisServers.freePort();
		RedisServer server = RedisServers.start(port, settings);
		try {
			runner.withPropertyValues("spring.data.redis.url=redis://127.0.0.1:" + port).run(assertions);
		}
		finally {
			server.stop();
		}
	}

}
