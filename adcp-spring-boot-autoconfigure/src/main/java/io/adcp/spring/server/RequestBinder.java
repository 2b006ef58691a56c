package io.adcp.spring.server;

import java.lang.annotation.Annotation;
import java.util.Arrays;

import io.adcp.spring.InvalidRequestException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.validation.annotation.ValidationAnnotationUtils;

import tools.jackson.core.JacksonException;
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
			throw new InvalidRequestException(BindingFault.error(ex), null);
		}
	}

	private static void validate(RequestValidator validator, Object bound, MethodParameter parameter) {
		Class<?>[] groups = validationGroups(parameter);
		if (groups != null) {
			validator.validate(bound, groups);
		}
	}

	/**
	 * Return the groups by which an argument is checked.
	 * @param parameter the handler's argument
	 * @return the groups, none for the default one, or {@code null} where it is not
	 * checked
	 */
	static Class<?> @Nullable [] validationGroups(MethodParameter parameter) {
		for (Annotation annotation : parameter.getParameterAnnotations()) {
			Object[] groups = ValidationAnnotationUtils.determineValidationHints(annotation);
			if (groups != null) {
				return Arrays.copyOf(groups, groups.length, Class[].class);
			}
		}
		return null;
	}

}
