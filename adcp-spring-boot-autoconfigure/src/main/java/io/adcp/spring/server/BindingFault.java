package io.adcp.spring.server;

import java.util.List;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Tells which field of a request could not be read, and why: in our words, because
 * Jackson's name classes and quote values.
 *
 * @since 0.1.0
 */
public final class BindingFault {

	private BindingFault() {
	}

	/**
	 * Put a failure to read a request into an error.
	 * @param failure what the mapper threw
	 * @return an {@code INVALID_REQUEST} with the field at fault
	 */
	public static AdcpError error(JacksonException failure) {
		FaultPath path = (failure instanceof DatabindException databind) ? path(databind.getPath())
				: new FaultPath(List.of());
		if (path.tokens().isEmpty()) {
			return AdcpError.of(AdcpErrorCode.INVALID_REQUEST, "The request cannot be read");
		}
		String message = "The field cannot be read: wrong type or value";
		return AdcpError.of(AdcpErrorCode.INVALID_REQUEST, message)
			.withIssue(path.pointer(), message, keyword(failure));
	}

	private static FaultPath path(List<JacksonException.Reference> references) {
		FaultPath path = new FaultPath(List.of());
		for (JacksonException.Reference reference : references) {
			String name = reference.getPropertyName();
			path = path.with((name != null) ? name : reference.getIndex());
		}
		return path;
	}

	private static String keyword(JacksonException failure) {
		if (failure instanceof UnrecognizedPropertyException) {
			return "additionalProperties";
		}
		if (failure instanceof InvalidTypeIdException) {
			return "enum";
		}
		if (failure instanceof InvalidFormatException format) {
			return keyword(format.getValue(), format.getTargetType());
		}
		if (failure instanceof ValueInstantiationException) {
			return "format";
		}
		return (failure instanceof MismatchedInputException) ? "type" : "not";
	}

	/** A text that is no number is of the wrong type; one that is no date has none. */
	private static String keyword(@Nullable Object value, @Nullable Class<?> target) {
		if (target != null && target.isEnum()) {
			return "enum";
		}
		boolean scalar = target != null && (target.isPrimitive() || Number.class.isAssignableFrom(target)
				|| target == Boolean.class || target == String.class);
		return (value instanceof String && !scalar) ? "format" : "type";
	}

}
