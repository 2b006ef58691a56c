package io.adcp.spring.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.idempotency.aop.IdempotentAdvisor;
import io.adcp.spring.server.AdcpController;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A method that could not keep its promise, or never answer, stops the start.
 */
@ExtendWith(OutputCaptureExtension.class)
class IdempotentMethodStartTests {

	private final ApplicationContextRunner seller = SellerContext.seller();

	@ParameterizedTest
	@ValueSource(classes = { FinalMethod.class, FinalClass.class, FinalService.class, PrivateService.class,
			StaticService.class })
	void aMethodThatNoProxyCanComeBeforeIsRefused(Class<?> bean) {
		FailureAnalysis failure = StartFailure.of(this.seller.withBean(bean));
		assertThat(failure.getDescription()).contains(bean.getSimpleName())
			.contains("the method would run once per call, not once per key");
		assertThat(failure.getAction()).contains("Make the method public");
	}

	@Test
	void aControllerWhoseProxyWasNotMadeIsRefused() {
		FailureAnalysis failure = StartFailure.of(this.seller.withBean(UpdateTasks.class)
			.withBean(BeanPostProcessor.class, () -> new LateReplacement((bean) -> new UpdateTasks())));
		assertThat(failure.getDescription()).contains("UpdateTasks").contains("a bean without a proxy");
	}

	@Test
	void whatALibraryPutsInTheBeansPlaceIsAdvised() {
		this.seller.withBean(UpdateTasks.class)
			.withBean(BeanPostProcessor.class, () -> new Replacement((bean) -> classProxy(new UpdateTasks())))
			.run((context) -> assertThat(((Advised) context.getBean(UpdateTasks.class)).getAdvisors())
				.hasOnlyElementsOfType(IdempotentAdvisor.class));
	}

	@Test
	void aProxyThatLacksTheAdviceIsRefused() {
		FailureAnalysis failure = StartFailure.of(this.seller.withBean(UpdateTasks.class)
			.withBean(BeanPostProcessor.class, () -> new LateReplacement((bean) -> classProxy(new UpdateTasks()))));
		assertThat(failure.getDescription()).contains("UpdateTasks").contains("proxy that does not have it");
	}

	@Test
	void aProxyAroundTheProxyIsNoHindrance() {
		this.seller.withBean(UpdateTasks.class)
			.withBean(BeanPostProcessor.class, () -> new LateReplacement(IdempotentMethodStartTests::classProxy))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void aServiceWithoutAProxyIsOnlyWarnedOfBecauseItMayBeAMock(CapturedOutput output) {
		this.seller.withBean(Service.class)
			.withBean(BeanPostProcessor.class, () -> new LateReplacement((bean) -> new Service()))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).contains("WARN").contains("Service.book").contains("a bean without a proxy");
			});
	}

	@Test
	void beansThatAreMadeAnewAreNotMistaken() {
		this.seller.withBean(UpdateTasks.class)
			.withUserConfiguration(PrototypeTasks.class, LazyService.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void aTransactionOfItsOwnIsRefusedOnEveryBackend() {
		assertThat(StartFailure
			.of(this.seller.withBean(RequiresNew.class).withPropertyValues("adcp.idempotency.backend=memory"))
			.getDescription()).contains("asks for a transaction of its own or for none");
	}

	@ParameterizedTest
	@ValueSource(classes = { ReturnsVoid.class, ReturnsString.class, ReturnsList.class, ReturnsArray.class,
			ReturnsNumber.class, ReturnsEntity.class, ReturnsStrings.class })
	void aTaskMethodWhoseAnswerIsNoJsonObjectIsRefused(Class<?> controller) {
		for (String backend : Stream.of("jdbc", "memory").toList()) {
			if (controller != ReturnsStrings.class || backend.equals("memory")) {
				FailureAnalysis failure = StartFailure
					.of(this.seller.withBean(controller).withPropertyValues("adcp.idempotency.backend=" + backend));
				assertThat(failure.getDescription()).contains(controller.getSimpleName())
					.contains("is not written as a JSON object");
				assertThat(failure.getAction()).contains("a record or a Map");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { ReturnsEmitter.class, ReturnsStream.class })
	void aResponseThatIsWrittenPieceByPieceIsRefused(Class<?> bean) {
		assertNotKnownToEnd(StartFailure.of(this.seller.withBean(bean)), bean);
	}

	@ParameterizedTest
	@ValueSource(classes = { ReturnsFlux.class, ReturnsDeferredResult.class })
	void aResponseThatIsNotOneIsRefusedAlsoWhereOneMayComeLater(Class<?> bean) {
		FailureAnalysis failure = StartFailure
			.of(this.seller.withBean(bean).withPropertyValues("adcp.idempotency.backend=memory"));
		assertNotKnownToEnd(failure, bean);
		assertThat(failure.getAction()).contains("Mono, CompletionStage, CompletableFuture or Callable");
	}

	private static void assertNotKnownToEnd(FailureAnalysis failure, Class<?> bean) {
		assertThat(failure.getDescription()).contains(bean.getSimpleName())
			.contains("may produce no response or several");
	}

	private static Object classProxy(Object target) {
		ProxyFactory proxy = new ProxyFactory(target);
		proxy.setProxyTargetClass(true);
		return proxy.getProxy();
	}

	/**
	 * Puts another object in the place of a bean, as careless libraries do.
	 */
	private record Replacement(UnaryOperator<Object> by) implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String name) {
			return (bean instanceof UpdateTasks || bean instanceof Service) ? this.by.apply(bean) : bean;
		}

	}

	/**
	 * Does so after all others.
	 */
	private record LateReplacement(UnaryOperator<Object> by) implements MergedBeanDefinitionPostProcessor {

		@Override
		public void postProcessMergedBeanDefinition(RootBeanDefinition definition, Class<?> type, String name) {
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String name) {
			return new Replacement(this.by).postProcessAfterInitialization(bean, name);
		}

	}

	@AdcpController
	public static class UpdateTasks {

		@Idempotent
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public Map<String, Object> update() {
			return Map.of();
		}

	}

	@AdcpController
	@Scope("prototype")
	public static class PrototypeTasks {

		@Idempotent
		@AdcpTask(AdcpTask.SYNC_CREATIVES)
		public Map<String, Object> sync() {
			return Map.of();
		}

	}

	@Lazy
	@Scope(proxyMode = ScopedProxyMode.TARGET_CLASS)
	public static class LazyService {

		@Idempotent
		public Map<String, Object> book() {
			return Map.of();
		}

	}

	static class Service {

		@Idempotent
		public Map<String, Object> book() {
			return Map.of();
		}

	}

	@AdcpController
	static class FinalMethod {

		@Idempotent
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public final Map<String, Object> update() {
			return Map.of();
		}

	}

	@AdcpController
	static final class FinalClass {

		@Idempotent
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public Map<String, Object> update() {
			return Map.of();
		}

	}

	static class FinalService {

		@Idempotent
		public final Map<String, Object> book() {
			return Map.of();
		}

	}

	static class PrivateService {

		@Idempotent
		private Map<String, Object> book() {
			return Map.of();
		}

	}

	static class StaticService {

		@Idempotent
		public static Map<String, Object> book() {
			return Map.of();
		}

	}

	static class RequiresNew {

		@Idempotent
		@Transactional(propagation = Propagation.REQUIRES_NEW)
		public Map<String, Object> book() {
			return Map.of();
		}

	}

	@AdcpController
	static class ReturnsVoid {

		@Idempotent
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public void update() {
		}

	}

	@AdcpController
	static class ReturnsString {

		@Idempotent
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public String update() {
			return "{}";
		}

	}

	@AdcpController
	static class ReturnsList {

		@AdcpTask(AdcpTask.GET_PRODUCTS)
		public List<Object> products() {
			return List.of();
		}

	}

	@AdcpController
	static class ReturnsArray {

		@AdcpTask(AdcpTask.GET_PRODUCTS)
		public Object[] products() {
			return new Object[0];
		}

	}

	@AdcpController
	static class ReturnsNumber {

		@AdcpTask(AdcpTask.GET_PRODUCTS)
		public int products() {
			return 1;
		}

	}

	@AdcpController
	static class ReturnsEntity {

		@AdcpTask(AdcpTask.GET_PRODUCTS)
		public ResponseEntity<Object> products() {
			return ResponseEntity.ok(Map.of());
		}

	}

	@AdcpController
	static class ReturnsStrings {

		@Idempotent
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public CompletableFuture<String> update() {
			return CompletableFuture.completedFuture("{}");
		}

	}

	static class ReturnsEmitter {

		@Idempotent
		public SseEmitter update() {
			return new SseEmitter();
		}

	}

	static class ReturnsFlux {

		@Idempotent
		public Flux<Object> update() {
			return Flux.just(new Object());
		}

	}

	static class ReturnsDeferredResult {

		@Idempotent
		public DeferredResult<Object> update() {
			return new DeferredResult<>();
		}

	}

	static class ReturnsStream {

		@Idempotent
		public StreamingResponseBody update() {
			return (out) -> {
			};
		}

	}

}
