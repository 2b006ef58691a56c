package io.adcp.spring.server;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Map;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.constraints.AssertFalse;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Names the word of JSON Schema for the rule that a violated constraint stands for. What
 * JSON Schema has no word for, such as a constraint of the application's own, is a
 * {@code format} of a text, and otherwise {@code not}: something that the value must not
 * be.
 */
final class ConstraintKeyword {

	private ConstraintKeyword() {
	}

	static String of(ConstraintViolation<?> violation) {
		Annotation constraint = violation.getConstraintDescriptor().getAnnotation();
		Object value = violation.getInvalidValue();
		if (value == null) {
			return "required";
		}
		if (constraint instanceof NotNull || constraint instanceof NotEmpty) {
			return bound(value, true);
		}
		if (constraint instanceof NotBlank) {
			return value.toString().isEmpty() ? "minLength" : "pattern";
		}
		if (constraint instanceof Size size) {
			return bound(value, size(value) < size.min());
		}
		if (constraint instanceof Pattern) {
			return "pattern";
		}
		String ofNumber = ofNumber(constraint, value);
		return (ofNumber != null) ? ofNumber : ofOther(constraint, value);
	}

	private static @Nullable String ofNumber(Annotation constraint, Object value) {
		if (constraint instanceof Min || constraint instanceof PositiveOrZero) {
			return "minimum";
		}
		if (constraint instanceof Max || constraint instanceof NegativeOrZero) {
			return "maximum";
		}
		if (constraint instanceof Positive) {
			return "exclusiveMinimum";
		}
		if (constraint instanceof Negative) {
			return "exclusiveMaximum";
		}
		if (constraint instanceof DecimalMin min) {
			return min.inclusive() ? "minimum" : "exclusiveMinimum";
		}
		if (constraint instanceof DecimalMax max) {
			return max.inclusive() ? "maximum" : "exclusiveMaximum";
		}
		return (constraint instanceof Digits digits) ? ofDigits(digits, value) : null;
	}

	private static String ofDigits(Digits digits, Object value) {
		BigDecimal number = new BigDecimal(value.toString()).stripTrailingZeros();
		return (number.scale() > digits.fraction()) ? "multipleOf" : "maximum";
	}

	private static String ofOther(Annotation constraint, Object value) {
		if (constraint instanceof AssertTrue || constraint instanceof AssertFalse) {
			return "const";
		}
		// Texts, and what is written as one, such as times.
		boolean text = value instanceof CharSequence || value instanceof TemporalAccessor;
		return (text && !(constraint instanceof Null)) ? "format" : "not";
	}

	private static String bound(Object value, boolean tooSmall) {
		String of = (value instanceof CharSequence) ? "Length" : (value instanceof Map) ? "Properties" : "Items";
		return (tooSmall ? "min" : "max") + of;
	}

	private static int size(Object value) {
		if (value instanceof CharSequence text) {
			return text.length();
		}
		if (value instanceof Map<?, ?> map) {
			return map.size();
		}
		return (value instanceof Collection<?> collection) ? collection.size() : Array.getLength(value);
	}

}
