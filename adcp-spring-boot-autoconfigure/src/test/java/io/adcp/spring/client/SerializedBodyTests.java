package io.adcp.spring.client;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SerializedBodyTests {

	@ParameterizedTest
	@ValueSource(strings = { "[]", "1", "\"{}\"", "null", "{} {}" })
	void whatIsNotOneObjectIsNone(String json) {
		assertThat(read(json).isObject()).isFalse();
	}

	@Test
	void theKeyIsFoundBehindNestedValues() {
		SerializedBody body = read("""
				{"a": {"idempotency_key": "inner"}, "b": [1, {"c": null}], "idempotency_key": "outer", "d": 1e400}""");
		assertThat(body.isObject()).isTrue();
		assertThat(body.isEmpty()).isFalse();
		assertThat(body.hasField()).isTrue();
		assertThat(body.key()).isEqualTo("outer");
	}

	@Test
	void aKeyThatIsNoStringIsAnEmptyOne() {
		assertThat(read("{\"idempotency_key\": {\"a\": 1}, \"b\": 2}").key()).isEmpty();
		assertThat(read("{\"idempotency_key\": 12}").key()).isEmpty();
	}

	@Test
	void nullIsAFieldAndNoKey() {
		SerializedBody body = read("{\"idempotency_key\": null}");
		assertThat(body.hasField()).isTrue();
		assertThat(body.key()).isNull();
	}

	@Test
	void aKeyThatComesTwiceIsMalformed() {
		assertThat(read("{\"idempotency_key\": null, \"idempotency_key\": null}").key()).isEmpty();
		assertThat(read("{\"idempotency_key\": \"first\", \"idempotency_key\": null}").key()).isEmpty();
	}

	@Test
	void aKeyInThePlaceOfNullLeavesAllOtherBytesAlone() {
		byte[] all = read("{\"é\": 1.10, \"idempotency_key\" : null , \"c\": 1E400}")
			.inPlaceOfNull("\"k\"".getBytes(StandardCharsets.UTF_8));
		assertThat(new String(all, StandardCharsets.UTF_8))
			.isEqualTo("{\"é\": 1.10, \"idempotency_key\" : \"k\" , \"c\": 1E400}");
	}

	@Test
	void aBodyWithoutFieldsIsEmpty() {
		SerializedBody body = read("{ }");
		assertThat(body.isEmpty()).isTrue();
		assertThat(body.hasField()).isFalse();
	}

	@Test
	void aNewBeginningLeavesAllOtherBytesAlone() {
		byte[] all = read(" { \"a\": \"é\"}").behind("\"k\":1");
		assertThat(new String(all, StandardCharsets.UTF_8)).isEqualTo("{\"k\":1, \"a\": \"é\"}");
	}

	@Test
	void aKeyInThePlaceOfNullIsPutBehindAVersionThatWasAddedFirst() {
		SerializedBody body = read(" {\"é\":1,\"idempotency_key\":null}").withVersion("\"v\":3");
		assertThat(body.saysVersion()).isTrue();
		assertThat(new String(body.inPlaceOfNull("\"k\"".getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
			.isEqualTo("{\"v\":3,\"é\":1,\"idempotency_key\":\"k\"}");
	}

	@Test
	void aVersionInABodyWithoutFieldsStandsAlone() {
		SerializedBody body = read("{ }").withVersion("\"v\":3");
		assertThat(new String(body.json(), StandardCharsets.UTF_8)).isEqualTo("{\"v\":3 }");
		assertThat(new String(body.behind("\"k\":1"), StandardCharsets.UTF_8)).isEqualTo("{\"k\":1,\"v\":3 }");
	}

	private static SerializedBody read(String json) {
		return SerializedBody.read(JsonMapper.shared(), json.getBytes(StandardCharsets.UTF_8));
	}

}
