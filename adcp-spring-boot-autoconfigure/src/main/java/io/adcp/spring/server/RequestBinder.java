package io.adcp.spring.server;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.InvalidRequestException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.validation.annotation.ValidationAnnotationUtils;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a handler's argument of a request, and refuses what does not fit (AdCP 3.1
 * idempotency, rule 1).
 */
final class RequestBinder {

	private final JsonMapper mapper;

	private final @Nullable RequestValidator validator;

	RequestBinder(JsonMapper mapper, @Nullable RequestValidator validator) {
		this.mapper = mapper;
		this.validator = validator;
	}

	Object bind(JsonNode request, MethodParameter parameter) {
		Object bound = read(request, parameter);
		if (this.validator != null) {
			validate(this.validator, bound, parameter);
		}
		return bound;
	}

	private Object read(JsonNode request, MethodParameter parameter) {
		try {
			return this.mapper.treeToValue(request, this.mapper.constructType(parameter.getGenericParameterType()));
		}
		catch (JacksonException ex) {
			String field = (ex instanceof DatabindException databind) ? path(databind.getPath()) : null;
			throw new InvalidRequestException(AdcpError
				.of(AdcpErrorCode.INVALID_REQUEST,
						(field != null) ? "The field cannot be read: wrong type or value"
								: "The request cannot be read")
				.withField(field), null);
		}
	}

	private static @Nullable String path(List<JacksonException.Reference> references) {
		StringBuilder path = new StringBuilder();
		for (JacksonException.Reference reference : references) {
			if (reference.getPropertyName() != null) {
				path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
			}
			else {
				path.append('[').append(reference.getIndex()).append(']');
			}
		}
		return path.isEmpty() ? null : path.toString();
	}

	private static void validate(RequestValidator validator, Object bound, MethodParameter parameter) {
		for (Annotation annotation : parameter.getParameterAnnotations()) {
			Object[] groups = ValidationAnnotationUtils.determineValidationHints(annotation);
			if (groups != null) {
				validator.validate(bound, Arrays.copyOf(groups, groups.length, Class[].class));
				return;
			}
		}
	}

}
