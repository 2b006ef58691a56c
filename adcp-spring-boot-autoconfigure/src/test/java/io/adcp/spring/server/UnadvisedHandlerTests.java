package io.adcp.spring.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.wire.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The net below all else: what an {@code @Idempotent} handler has done without the advice
 * is not told as success. It cannot be undone here.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnadvisedHandlerTests {

	@Test
	void aKeyedCallThatWentAroundTheAdviceIsAFailure(CapturedOutput output) {
		String key = IdempotencyKey.generate();
		TaskAnswer answer = dispatch(AdcpTask.CREATE_MEDIA_BUY, "{\"idempotency_key\":\"" + key + "\"}");
		assertThat(answer.error()).isTrue();
		assertThat(answer.body()).contains("SERVICE_UNAVAILABLE").doesNotContain("mb_1", "advice", "Exception");
		assertThat(output).contains("its call did not go through the advice").doesNotContain(key);
	}

	@Test
	void aReadWithAKeyThatWentAroundTheAdviceIsAFailureToo() {
		assertThat(
				dispatch(AdcpTask.GET_PRODUCTS, "{\"idempotency_key\":\"" + IdempotencyKey.generate() + "\"}").error())
			.isTrue();
	}

	@Test
	void aReadWithoutAKeyNeedsNoAdvice() {
		assertThat(dispatch(AdcpTask.GET_PRODUCTS, "{}").body()).contains("mb_1");
	}

	private static TaskAnswer dispatch(String task, String request) {
		byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
		TaskHandlers handlers = TaskHandlers
			.of(new StaticListableBeanFactory(Map.of("withoutProxy", new WithoutProxy())));
		ExchangeFactory exchanges = new ExchangeFactory(new HashedAccountResolver("salt"), PayloadHasher.CANONICAL,
				new ResponseCodec(JsonMapper.shared()), ServedVersions.ALL);
		return new TaskDispatcher(handlers, exchanges, JsonMapper.shared(), null,
				new CapabilitiesTask(Set.of(), ServedVersions.ALL, null, List.of()))
			.dispatch(task, StrictJson.read(bytes), "agent-1");
	}

	@AdcpController
	static class WithoutProxy {

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		public Map<String, Object> create() {
			return Map.of("media_buy_id", "mb_1");
		}

		@Idempotent
		@AdcpTask(AdcpTask.GET_PRODUCTS)
		public Map<String, Object> products() {
			return Map.of("media_buy_id", "mb_1");
		}

	}

}
