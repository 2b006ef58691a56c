package io.adcp.spring.server.web;

import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.idempotency.Idempotent;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A method that could not answer as it is declared stops the start, and says why.
 */
@ExtendWith(OutputCaptureExtension.class)
class RestMethodCheckTests {

	private final WebApplicationContextRunner application = RestContext.application();

	@ParameterizedTest
	@ValueSource(classes = { Streaming.class, Resources.class })
	void aStreamCannotBeReplayed(Class<?> controller) {
		assertRefused(controller, "a stream that could not be sent again");
	}

	@ParameterizedTest
	@ValueSource(classes = { Sse.class, Emitting.class })
	void whatIsEmittedPieceByPieceCannotBeReplayed(Class<?> controller) {
		assertRefused(controller, "may produce no response or several");
	}

	@Test
	void aMethodOfGetChangesNothing() {
		assertRefused(Getting.class, "which changes nothing");
	}

	@ParameterizedTest
	@ValueSource(classes = { Responding.class, Writing.class })
	void whatAMethodWritesItselfCannotBeReplayed(Class<?> controller) {
		assertRefused(controller, "what it writes there could not be sent again");
	}

	@Test
	void aFileIsNotCompared() {
		assertRefused(Uploading.class, "a part of a form");
	}

	@Test
	void aViewIsNoAnswer() {
		assertRefused(Viewing.class, "leaves its answer to a view");
	}

	@Test
	void aReasonTakesThePlaceOfTheAnswer() {
		assertRefused(Reasoning.class, "@ResponseStatus with a reason");
	}

	@ParameterizedTest
	@ValueSource(classes = { Lists.class, Texts.class, Nothing.class, Entities.class, Arrays.class })
	void anAdcpTaskAnswersWithAnObject(Class<?> controller) {
		assertRefused(controller, "an AdCP task answers with a JSON object");
	}

	@Test
	void aMistypedTaskIsLogged(CapturedOutput output) {
		this.application.withBean(Mistyped.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).contains("Did you mean 'create_media_buy'?");
		});
	}

	@Test
	void theCheckIsMadeWhereBeansAreLazyToo() {
		this.application.withBean(Getting.class)
			.withPropertyValues("spring.main.lazy-initialization=true")
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context).hasFailed());
	}

	private void assertRefused(Class<?> controller, String reason) {
		this.application.withBean(controller).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(NestedExceptionUtils.getMostSpecificCause(Objects.requireNonNull(context.getStartupFailure())))
				.isInstanceOfSatisfying(InvalidSetupException.class, (failure) -> {
					assertThat(failure).hasMessageContaining(reason);
					assertThat(failure.getAction()).isNotBlank();
				});
		});
	}

	@RestController
	static class Sse {

		@Idempotent
		@AdcpTask(AdcpTask.GET_PRODUCTS)
		@PostMapping("/a")
		public SseEmitter answer() {
			return new SseEmitter();
		}

	}

	@RestController
	static class Streaming {

		@Idempotent
		@PostMapping("/a")
		public ResponseEntity<StreamingResponseBody> answer() {
			return ResponseEntity.ok().build();
		}

	}

	@RestController
	static class Emitting {

		@Idempotent
		@AdcpTask(AdcpTask.GET_PRODUCTS)
		@PostMapping("/a")
		public ResponseBodyEmitter answer() {
			return new ResponseBodyEmitter();
		}

	}

	@RestController
	static class Resources {

		@Idempotent
		@PostMapping("/a")
		public ResponseEntity<Resource> answer() {
			return ResponseEntity.ok().build();
		}

	}

	@RestController
	static class Getting {

		@Idempotent
		@GetMapping("/a")
		public Map<String, Integer> answer() {
			return Map.of();
		}

	}

	@RestController
	static class Responding {

		@Idempotent
		@PostMapping("/a")
		public void answer(HttpServletResponse response) {
			response.setStatus(201);
		}

	}

	@RestController
	static class Writing {

		@Idempotent
		@PostMapping("/a")
		public void answer(Writer writer) {
		}

	}

	@RestController
	static class Uploading {

		@Idempotent
		@PostMapping("/a")
		public Map<String, Integer> answer(@RequestParam MultipartFile file) {
			return Map.of();
		}

	}

	@Controller
	static class Viewing {

		@Idempotent
		@PostMapping("/a")
		public String answer() {
			return "view";
		}

	}

	@RestController
	static class Reasoning {

		@Idempotent
		@ResponseStatus(code = HttpStatus.CREATED, reason = "Because")
		@PostMapping("/a")
		public Map<String, Integer> answer() {
			return Map.of();
		}

	}

	@RestController
	static class Lists {

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		@PostMapping("/a")
		public List<String> answer() {
			return List.of();
		}

	}

	@RestController
	static class Texts {

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		@PostMapping("/a")
		public String answer() {
			return "{}";
		}

	}

	@RestController
	static class Nothing {

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		@PostMapping("/a")
		public void answer() {
		}

	}

	@RestController
	static class Entities {

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		@PostMapping("/a")
		public ResponseEntity<Void> answer() {
			return ResponseEntity.noContent().build();
		}

	}

	@RestController
	static class Arrays {

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		@PostMapping("/a")
		public int[] answer() {
			return new int[0];
		}

	}

	@RestController
	static class Mistyped {

		@Idempotent
		@AdcpTask("create_media_by")
		@PostMapping("/a")
		public Map<String, Integer> answer(@RequestBody Map<String, Object> request) {
			return Map.of();
		}

	}

}
