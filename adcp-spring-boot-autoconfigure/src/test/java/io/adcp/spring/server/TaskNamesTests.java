package io.adcp.spring.server;

import java.lang.reflect.Method;

import io.adcp.spring.AdcpTaskCatalog;
import io.adcp.spring.InvalidSetupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class TaskNamesTests {

	private static final Method method = ReflectionUtils.findMethod(TaskNamesTests.class, "nothing");

	@ParameterizedTest
	@CsvSource({ "creat_media_buy,create_media_buy", "create_media_buys,create_media_buy",
			"createmediabuy,create_media_buy", "create-media-buy,create_media_buy", "Get_Products,get_products",
			"sync_craetives,sync_creatives" })
	void aTypingErrorIsLoggedWithTheNameThatIsMeant(String typed, String meant, CapturedOutput output) {
		TaskNames.check(typed, method);
		assertThat(output).contains("WARN").contains("'" + typed + "'").contains("Did you mean '" + meant + "'?");
	}

	@ParameterizedTest
	@ValueSource(strings = { "book_billboard", "x_custom_task", "a" })
	void aTaskOfTheSellersOwnIsNot(String task, CapturedOutput output) {
		TaskNames.check(task, method);
		assertThat(output).doesNotContain("Did you mean");
	}

	@Test
	void noTaskOfAdcpIsTakenForAnother() {
		assertThat(AdcpTaskCatalog.all()).allSatisfy((task) -> assertThat(TaskNames.nearest(task.name())).isEmpty());
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 101, 255 })
	void aNameThatTheLedgerCouldNotKeepIsRefused(int length) {
		assertThatExceptionOfType(InvalidSetupException.class)
			.isThrownBy(() -> TaskNames.check("a".repeat(length), method))
			.withMessageContaining(length + " characters");
	}

	void nothing() {
	}

}
