package io.adcp.spring.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import io.adcp.spring.AdcpTaskException;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ResponseCodecTests {

	private final ResponseCodec codec = new ResponseCodec(JsonMapper.shared());

	@Test
	void aValueIsWrittenAsItsFields() {
		assertThat(this.codec.write(new Buy("mb-1", Map.of()))).isEqualTo("{\"id\":\"mb-1\"}");
	}

	@Test
	void aFieldThatIsNamedTwiceIsWrittenOnce() {
		Map<String, Object> more = new LinkedHashMap<>();
		more.put("id", "mb-2");
		more.put("budget", 5000);
		assertThat(this.codec.write(new Buy("mb-1", more))).isEqualTo("{\"id\":\"mb-2\",\"budget\":5000}");
	}

	@Test
	void anErrorBodyIsAnErrorAndNotAResponse() {
		Map<String, Object> error = Map.of("code", "PRODUCT_NOT_FOUND", "message", "No such product");
		assertThatExceptionOfType(AdcpTaskException.class)
			.isThrownBy(() -> this.codec.write(Map.of("adcp_error", error)));
		assertThatExceptionOfType(AdcpTaskException.class)
			.isThrownBy(() -> this.codec.write(Map.of("errors", List.of(error))));
	}

	@Test
	void aFailedTaskThatGivesNoErrorIsNoSuccessToBeStored() {
		assertThatExceptionOfType(AdcpTaskException.class)
			.isThrownBy(() -> this.codec.write(Map.of("status", "failed", "message", "no stock")))
			.extracting(AdcpTaskException::code)
			.isEqualTo("TASK_FAILED");
	}

	@Test
	void whatTellsOfAnotherTasksFailureIsAResponse() {
		assertThat(this.codec.write(Map.of("status", "failed", "task_type", "create_media_buy"))).contains("failed");
		assertThat(this.codec.write(Map.of("note", "failed"))).contains("failed");
		assertThat(this.codec.write(Map.of("status", "canceled", "media_buy_id", "mb-1"))).contains("canceled");
	}

	@Test
	void whatMerelySpeaksOfErrorsIsAResponse() {
		assertThat(this.codec.write(Map.of("text", "\"errors\" and \"adcp_error\""))).startsWith("{\"text\":");
		assertThat(this.codec.write(Map.of("errors", List.of()))).isEqualTo("{\"errors\":[]}");
	}

	@Test
	void whatIsNoObjectIsRefused() {
		assertThatIllegalStateException().isThrownBy(() -> this.codec.write(List.of()))
			.withMessageContaining("JSON object");
		assertThatIllegalStateException().isThrownBy(() -> this.codec.write(null)).withMessageContaining("null");
	}

	record Buy(String id, @JsonAnyGetter Map<String, Object> more) {

	}

}
