package io.adcp.spring.server;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.InvalidRequestException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.metadata.ConstraintDescriptor;

import tools.jackson.databind.json.JsonMapper;

/**
 * Checks arguments by their Jakarta Validation constraints. A missing field is an
 * {@code INVALID_REQUEST}, a wrong value a {@code VALIDATION_ERROR}; each violation is an
 * issue, its field named as it is on the wire.
 *
 * @since 0.1.0
 */
public class JakartaRequestValidator implements RequestValidator {

	private static final Set<Class<?>> PRESENCE = Set.of(NotNull.class, NotBlank.class, NotEmpty.class);

	private static final Comparator<ConstraintViolation<?>> ORDER = Comparator
		.comparing((ConstraintViolation<?> violation) -> !isPresence(violation))
		.thenComparing((violation) -> violation.getPropertyPath().toString())
		.thenComparing(ConstraintViolation::getMessage);

	private final Validator validator;

	private final WireNames names;

	/**
	 * Create a validator.
	 * @param validator checks the constraints
	 * @param mapper knows the names on the wire
	 */
	public JakartaRequestValidator(Validator validator, JsonMapper mapper) {
		this.validator = validator;
		this.names = new WireNames(mapper);
	}

	@Override
	public void validate(Object request) {
		validate(request, new Class<?>[0]);
	}

	@Override
	public void validate(Object request, Class<?>... groups) {
		Collection<? extends ConstraintViolation<?>> violations = this.validator.validate(request, groups);
		if (!violations.isEmpty()) {
			throw new InvalidRequestException(error(request, violations), null);
		}
	}

	/**
	 * Put violations into an error.
	 * @param request what was checked
	 * @param violations what was found, at least one
	 * @return the error
	 */
	public AdcpError error(Object request, Collection<? extends ConstraintViolation<?>> violations) {
		List<? extends ConstraintViolation<?>> sorted = violations.stream().sorted(ORDER).toList();
		AdcpErrorCode code = isPresence(sorted.get(0)) ? AdcpErrorCode.INVALID_REQUEST : AdcpErrorCode.VALIDATION_ERROR;
		AdcpError error = AdcpError.of(code, "");
		for (ConstraintViolation<?> violation : sorted) {
			error = error.withIssue(this.names.translate(request.getClass(), violation.getPropertyPath()).pointer(),
					violation.getMessage(), ConstraintKeyword.of(violation));
		}
		String field = (error.field() != null) ? error.field() : "The request";
		return error.withMessage(field + " " + sorted.get(0).getMessage());
	}

	@Override
	public RequestRules rules(Class<?>... groups) {
		return new JakartaRules(this.validator, groups);
	}

	private static boolean isPresence(ConstraintViolation<?> violation) {
		return isPresence(violation.getConstraintDescriptor());
	}

	static boolean isPresence(ConstraintDescriptor<?> constraint) {
		return PRESENCE.contains(constraint.getAnnotation().annotationType());
	}

}
