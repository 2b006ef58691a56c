package io.adcp.spring.server;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.wire.StrictJson;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.groups.Default;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code @Validated} names the groups of the constraints that hold.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE, properties = "adcp.idempotency.backend=memory")
class ValidationGroupTests {

	@Autowired
	private TaskDispatcher dispatcher;

	@Test
	void theGroupsOfValidatedHoldAndNoOthers() {
		assertThat(dispatch("in_group", "{\"always\":1}")).contains("INVALID_REQUEST")
			.contains("\"field\":\"grouped\"");
		assertThat(dispatch("in_group", "{\"grouped\":1}")).contains("\"done\":true");
		assertThat(dispatch("in_both", "{\"grouped\":1}")).contains("\"field\":\"always\"");
	}

	@Test
	void withoutGroupsTheDefaultOneHolds() {
		for (String task : new String[] { "in_default", "valid_only" }) {
			assertThat(dispatch(task, "{\"always\":1}")).contains("\"done\":true");
			assertThat(dispatch(task, "{\"grouped\":1}")).contains("\"field\":\"always\"");
		}
		assertThat(dispatch("not_validated", "{}")).contains("\"done\":true");
	}

	private String dispatch(String task, String body) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		return this.dispatcher.dispatch(task, StrictJson.read(bytes), "agent-1").body();
	}

	interface Group {

	}

	record Request(@NotNull @Nullable Integer always, @NotNull(groups = Group.class) @Nullable Integer grouped) {

	}

	@AdcpController
	static class Tasks {

		@Idempotent
		@AdcpTask("in_group")
		public Map<String, Boolean> inGroup(@Validated(Group.class) Request request) {
			return Map.of("done", true);
		}

		@AdcpTask("in_both")
		public Map<String, Boolean> inBoth(@Validated({ Default.class, Group.class }) Request request) {
			return Map.of("done", true);
		}

		@AdcpTask("in_default")
		public Map<String, Boolean> inDefault(@Validated Request request) {
			return Map.of("done", true);
		}

		@AdcpTask("valid_only")
		public Map<String, Boolean> validOnly(@Valid Request request) {
			return Map.of("done", true);
		}

		@AdcpTask("not_validated")
		public Map<String, Boolean> notValidated(Request request) {
			return Map.of("done", true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Tasks.class)
	static class Application {

	}

}
