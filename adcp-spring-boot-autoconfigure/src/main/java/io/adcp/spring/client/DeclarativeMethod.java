package io.adcp.spring.client;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import io.adcp.spring.AdcpTaskCatalog;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.Assert;

/**
 * A method of a declarative client.
 *
 * @param task the task that it calls
 * @param delivery how it returns the answer
 * @param keyed whether a task that AdCP does not define is keyed, or {@code null} for one
 * that it does
 * @param arguments what its parameters are
 * @param followed whether it returns the end of the work
 * @param envelope whether it returns an {@link AdcpResult}
 * @param body the type of the answer, or {@code null} where it is not asked for
 */
record DeclarativeMethod(String task, @Nullable Boolean keyed, DeclarativeArguments arguments, boolean followed,
		Delivery delivery, boolean envelope, @Nullable Type body) {

	static DeclarativeMethod of(String task, Method method, Class<?> type) {
		CustomTask custom = AnnotatedElementUtils.findMergedAnnotation(method, CustomTask.class);
		boolean defined = AdcpTaskCatalog.find(task).isPresent();
		Assert.isTrue(defined || custom != null, () -> method.toGenericString() + " is for " + task
				+ ", which AdCP does not define: say by @CustomTask(keyed = ...) whether it is keyed");
		Assert.isTrue(!defined || custom == null,
				() -> method.toGenericString() + " is for " + task + ", which AdCP defines: leave out @CustomTask");
		ResolvableType returned = ResolvableType
			.forType(GenericTypeResolver.resolveType(method.getGenericReturnType(), type));
		Delivery delivery = Delivery.of(returned.toClass());
		ResolvableType answer = (delivery != Delivery.BLOCKING) ? returned.getGeneric() : returned;
		boolean envelope = answer.toClass() == AdcpResult.class;
		ResolvableType body = envelope ? answer.getGeneric() : answer;
		Assert.isTrue(!isLater(body.toClass()),
				() -> method.toGenericString() + " returns a " + body.toClass().getSimpleName()
						+ ", which does not fit one call with one answer: return the answer, "
						+ "an AdcpResult of it, or a Mono or CompletableFuture of either");
		boolean ignored = body.toClass() == void.class || body.toClass() == Void.class;
		return new DeclarativeMethod(task, (custom != null) ? custom.keyed() : null, DeclarativeArguments.of(method),
				AnnotatedElementUtils.hasAnnotation(method, Followed.class), delivery, envelope,
				ignored ? null : body.getType());
	}

	/** Whether a type is not a value but the promise of one. */
	private static boolean isLater(Class<?> type) {
		return Future.class.isAssignableFrom(type) || Callable.class.isAssignableFrom(type)
				|| ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
	}

	@Nullable Object invoke(AdcpClient client, Object[] arguments) {
		ParameterizedTypeReference<Object> type = ParameterizedTypeReference
			.forType((this.body != null) ? this.body : JsonNode.class);
		if (this.delivery == Delivery.BLOCKING) {
			AdcpRequest request = fill(client.task(this.task), arguments);
			return returned(this.followed ? client.follow(request.call(JsonNode.class), type) : request.call(type));
		}
		ReactiveAdcpClient reactive = client.reactive();
		ReactiveAdcpRequest request = fill(reactive.task(this.task), arguments);
		Mono<AdcpResult<Object>> result = this.followed
				? request.call(JsonNode.class).flatMap((first) -> reactive.follow(first, type)) : request.call(type);
		Mono<Object> answer = result.mapNotNull(this::returned);
		return (this.delivery == Delivery.MONO) ? answer : answer.toFuture();
	}

	private <R extends RequestMethods<R>> R fill(R request, Object[] arguments) {
		request.body(this.arguments.body(arguments));
		String key = this.arguments.key(arguments);
		if (key != null) {
			request.idempotencyKey(key);
		}
		if (this.keyed != null) {
			request.keyed(this.keyed);
		}
		return request;
	}

	private @Nullable Object returned(AdcpResult<Object> result) {
		if (this.envelope) {
			return result;
		}
		return (this.body != null) ? result.body() : null;
	}

	/**
	 * How a method returns the answer.
	 */
	enum Delivery {

		BLOCKING, MONO, FUTURE;

		static Delivery of(Class<?> type) {
			if (type == Mono.class) {
				return MONO;
			}
			return (type == CompletableFuture.class || type == CompletionStage.class) ? FUTURE : BLOCKING;
		}

	}

}
