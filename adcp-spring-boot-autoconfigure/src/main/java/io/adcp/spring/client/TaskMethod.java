package io.adcp.spring.client;

import java.lang.reflect.Method;
import java.lang.reflect.Type;

import io.adcp.spring.AdcpTaskCatalog;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.util.Assert;

/**
 * A method of a declarative client.
 *
 * @param task the task that it calls
 * @param reactive whether it returns a {@code Mono}
 * @param envelope whether it returns an {@link AdcpResult}
 * @param body the type of the answer, or {@code null} where it is not asked for
 */
record TaskMethod(String task, boolean reactive, boolean envelope, @Nullable Type body) {

	static TaskMethod of(String task, Method method, Class<?> type) {
		Assert.isTrue(AdcpTaskCatalog.find(task).isPresent(),
				() -> method.toGenericString() + " is for " + task + ", which AdCP does not define: call it by "
						+ "AdcpClient.task(name), and say there whether it is keyed");
		Assert.isTrue(method.getParameterCount() <= 1,
				() -> method.toGenericString() + " must have one parameter at most, the body of " + task);
		ResolvableType returned = ResolvableType
			.forType(GenericTypeResolver.resolveType(method.getGenericReturnType(), type));
		boolean reactive = returned.toClass() == Mono.class;
		ResolvableType answer = reactive ? returned.getGeneric() : returned;
		boolean envelope = answer.toClass() == AdcpResult.class;
		ResolvableType body = envelope ? answer.getGeneric() : answer;
		boolean ignored = body.toClass() == void.class || body.toClass() == Void.class;
		return new TaskMethod(task, reactive, envelope, ignored ? null : body.getType());
	}

	@Nullable Object invoke(AdcpClient client, @Nullable Object request) {
		ParameterizedTypeReference<Object> type = ParameterizedTypeReference
			.forType((this.body != null) ? this.body : JsonNode.class);
		if (this.reactive) {
			Mono<AdcpResult<Object>> result = client.reactive().task(this.task).body(request).call(type);
			return result.mapNotNull(this::returned);
		}
		return returned(client.task(this.task).body(request).call(type));
	}

	private @Nullable Object returned(AdcpResult<Object> result) {
		if (this.envelope) {
			return result;
		}
		return (this.body != null) ? result.body() : null;
	}

}
