package io.adcp.spring.server.web;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.server.TaskNames;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Part;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpEntity;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stops the start where a REST controller's method could not answer as it is declared: it
 * would fail at each call.
 *
 * @since 0.1.0
 */
public final class RestMethodCheck implements SmartInitializingSingleton {

	private static final Set<RequestMethod> SAFE = Set.of(RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS,
			RequestMethod.TRACE);

	private static final List<Class<?>> STREAMS = List.of(ResponseBodyEmitter.class, StreamingResponseBody.class,
			Resource.class, InputStream.class);

	private static final List<Class<?>> UPLOADS = List.of(MultipartFile.class, Part.class);

	private static final List<Class<?>> OUTPUTS = List.of(ServletResponse.class, OutputStream.class, Writer.class);

	private static final List<Class<?>> NO_OBJECTS = List.of(CharSequence.class, Iterable.class, Number.class,
			Boolean.class, Enum.class);

	private final RequestMappingHandlerMapping mapping;

	private final List<String> requests = new ArrayList<>();

	/**
	 * Create a check.
	 * @param mapping knows the methods
	 */
	public RestMethodCheck(RequestMappingHandlerMapping mapping) {
		this.mapping = mapping;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.mapping.getHandlerMethods().forEach((info, method) -> {
			RestTask task = RestTask.of(method.getMethod());
			if (task != null) {
				check(info, method, task);
				this.requests.add(nameOf(info));
			}
		});
	}

	/**
	 * Return what the methods answer, once all have been checked.
	 * @return HTTP methods and paths, such as {@code POST /orders/{id}}
	 */
	public List<String> requests() {
		return List.copyOf(this.requests);
	}

	private static String nameOf(RequestMappingInfo info) {
		return Stream
			.concat(info.getMethodsCondition().getMethods().stream().map(Object::toString),
					info.getPatternValues().stream())
			.collect(Collectors.joining(" "));
	}

	private static void check(RequestMappingInfo info, HandlerMethod method, RestTask task) {
		Class<?> body = ReturnedType.bodyOf(method);
		if (task.idempotent()) {
			rejectSafe(info, method.getMethod());
			rejectOwnOutput(method.getMethod());
		}
		if (isOneOf(STREAMS, body)) {
			throw invalid(method.getMethod(),
					"returns " + body.getTypeName() + ", a stream that could not be sent again",
					"Return the response itself, or remove @Idempotent.");
		}
		rejectUploads(method.getMethod());
		rejectViews(method);
		if (task.name() != null) {
			TaskNames.check(task.name(), method.getMethod());
			rejectOtherThanObject(method.getMethod(), body);
		}
	}

	private static void rejectSafe(RequestMappingInfo info, Method method) {
		Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
		if (!methods.isEmpty() && SAFE.containsAll(methods)) {
			throw invalid(method,
					"is @Idempotent and mapped to " + methods + ", which changes nothing and carries no key",
					"Map it to POST, PUT, PATCH or DELETE, or remove @Idempotent.");
		}
	}

	private static void rejectOwnOutput(Method method) {
		Stream.of(method.getParameterTypes()).filter((type) -> isOneOf(OUTPUTS, type)).findFirst().ifPresent((type) -> {
			throw invalid(method,
					"takes a " + type.getTypeName() + ", and what it writes there could not be sent again",
					"Return a ResponseEntity with the status, headers and body.");
		});
		ResponseStatus status = AnnotatedElementUtils.findMergedAnnotation(method, ResponseStatus.class);
		if (status != null && !status.reason().isEmpty()) {
			throw invalid(method, "has a @ResponseStatus with a reason, which replaces its answer",
					"Remove the reason.");
		}
	}

	private static void rejectUploads(Method method) {
		boolean part = Stream.of(method.getParameters())
			.anyMatch((parameter) -> isOneOf(UPLOADS, parameter.getType())
					|| AnnotatedElementUtils.hasAnnotation(parameter, RequestPart.class));
		if (part) {
			throw invalid(method, "takes a part of a form, and forms cannot be compared with those of a retry",
					"Take JSON, and upload files in a separate request.");
		}
	}

	private static void rejectViews(HandlerMethod method) {
		boolean body = AnnotatedElementUtils.hasAnnotation(method.getBeanType(), ResponseBody.class)
				|| method.hasMethodAnnotation(ResponseBody.class)
				|| HttpEntity.class.isAssignableFrom(ReturnedType.of(method, null).getParameterType());
		if (!body) {
			throw invalid(method.getMethod(), "leaves its answer to a view",
					"Make its class a @RestController, or return a ResponseEntity.");
		}
	}

	// A tree of Jackson can be iterated whatever it is.
	private static void rejectOtherThanObject(Method method, Class<?> body) {
		boolean object = body == JsonNode.class || body == ObjectNode.class;
		if (body.isPrimitive() || body == Void.class || body.isArray() || (isOneOf(NO_OBJECTS, body) && !object)) {
			throw invalid(method,
					"answers with " + body.getTypeName() + ", but an AdCP task answers with a JSON object",
					"Return an object with the fields of the answer: a class, a record or a map.");
		}
	}

	private static boolean isOneOf(List<Class<?>> types, Class<?> type) {
		return types.stream().anyMatch((one) -> one.isAssignableFrom(type));
	}

	private static InvalidSetupException invalid(Method method, String reason, String action) {
		return new InvalidSetupException("Task method '" + method.toGenericString() + "' " + reason + ".", action);
	}

}
