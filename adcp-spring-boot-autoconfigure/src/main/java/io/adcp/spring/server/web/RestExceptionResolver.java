package io.adcp.spring.server.web;

import java.util.List;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import io.adcp.spring.server.AdcpExchange;
import io.adcp.spring.server.Answers;
import io.adcp.spring.server.BindingFault;
import io.adcp.spring.server.JakartaRequestValidator;
import io.adcp.spring.wire.MalformedJsonException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.ConstraintViolation;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.validation.Errors;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

import tools.jackson.core.JacksonException;

/**
 * Answers our own exceptions before the application's handlers are asked, one for every
 * {@code Exception} included: an AdCP error, and for AdCP's tasks also what Spring MVC
 * refuses before the handler runs. Everything else is the application's.
 *
 * @since 0.1.0
 */
public class RestExceptionResolver implements HandlerExceptionResolver, Ordered {

	private final Answers answers;

	private final RestErrorWriter writer;

	private final RestTasks tasks;

	private final @Nullable JakartaRequestValidator violations;

	/**
	 * Create a resolver.
	 * @param tasks tells our methods from others
	 * @param answers decides what an error tells
	 * @param violations names violated fields as they are on the wire, or {@code null}
	 * where nothing is validated
	 */
	public RestExceptionResolver(RestTasks tasks, Answers answers, @Nullable JakartaRequestValidator violations) {
		this.tasks = tasks;
		this.answers = answers;
		this.writer = new RestErrorWriter(answers);
		this.violations = violations;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception failure) {
		RestTask task = this.tasks.find(handler);
		if (task == null || response.isCommitted()) {
			return null;
		}
		RestCall call = RestCall.of(request);
		AdcpExchange exchange = (call != null) ? call.findExchange() : null;
		if (failure instanceof AdcpException || failure instanceof MalformedJsonException) {
			this.writer.write(response, task, this.answers.errors(String.valueOf(task.name()), exchange, failure),
					exchange);
		}
		else if (task.isAdcp() && failure instanceof HttpMediaTypeException refused) {
			this.writer.write(response, task, List.of(invalid("The media type is not supported")), exchange,
					refused.getStatusCode().value());
		}
		else if (task.isAdcp() && isOfSpringMvc(failure)) {
			this.writer.write(response, task, errors(task, exchange, failure), exchange);
		}
		else {
			return null;
		}
		return new ModelAndView();
	}

	private static boolean isOfSpringMvc(Exception failure) {
		return failure instanceof HttpMessageNotReadableException || failure instanceof MethodArgumentNotValidException
				|| failure instanceof HandlerMethodValidationException
				|| failure instanceof ServletRequestBindingException || failure instanceof TypeMismatchException
				|| failure instanceof HttpMessageNotWritableException;
	}

	private List<AdcpError> errors(RestTask task, @Nullable AdcpExchange exchange, Exception failure) {
		if (failure instanceof HttpMessageNotWritableException) {
			return this.answers.errors(String.valueOf(task.name()), exchange, failure);
		}
		if (failure instanceof HttpMessageNotReadableException
				&& failure.getCause() instanceof JacksonException fault) {
			return List.of(BindingFault.error(fault));
		}
		if (failure instanceof MethodArgumentNotValidException invalid) {
			return List.of(violations(invalid.getBindingResult().getTarget(), invalid.getBindingResult()));
		}
		if (failure instanceof HandlerMethodValidationException invalid && invalid.getBeanResults().size() == 1) {
			return List.of(violations(invalid.getBeanResults().get(0).getArgument(), invalid.getBeanResults().get(0)));
		}
		return List.of(invalid("The request cannot be read"));
	}

	private AdcpError violations(@Nullable Object target, Errors found) {
		if (this.violations == null || target == null
				|| !found.getAllErrors().get(0).contains(ConstraintViolation.class)) {
			return invalid("The request breaks a constraint");
		}
		List<? extends ConstraintViolation<?>> violations = found.getAllErrors()
			.stream()
			.map((error) -> (ConstraintViolation<?>) error.unwrap(ConstraintViolation.class))
			.toList();
		return this.violations.error(target, violations);
	}

	private static AdcpError invalid(String message) {
		return AdcpError.of(AdcpErrorCode.INVALID_REQUEST, message);
	}

}
