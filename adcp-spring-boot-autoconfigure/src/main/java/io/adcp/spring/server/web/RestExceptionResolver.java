package io.adcp.spring.server.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.server.AdcpExchange;
import io.adcp.spring.server.Answers;
import io.adcp.spring.server.BindingFault;
import io.adcp.spring.server.JakartaRequestValidator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.ConstraintViolation;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindingResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers the failures of REST controllers' task methods with AdCP errors, and with the
 * HTTP status that fits.
 *
 * @since 0.1.0
 */
public class RestExceptionResolver implements HandlerExceptionResolver, Ordered {

	private final Answers answers = new Answers();

	private final @Nullable JakartaRequestValidator violations;

	/**
	 * Create a resolver.
	 * @param violations names violated fields as they are on the wire, or {@code null}
	 * where nothing is validated
	 */
	public RestExceptionResolver(@Nullable JakartaRequestValidator violations) {
		this.violations = violations;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception failure) {
		RestCall call = RestCall.of(request);
		if (call == null || response.isCommitted()) {
			return null;
		}
		List<AdcpError> errors = errors(call, failure);
		try {
			write(response, errors, call.exchange());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new ModelAndView();
	}

	private List<AdcpError> errors(RestCall call, Exception failure) {
		if (failure instanceof MethodArgumentNotValidException invalid) {
			return List.of(violations(invalid.getBindingResult()));
		}
		if (failure instanceof HttpMessageNotReadableException
				&& failure.getCause() instanceof JacksonException fault) {
			return List.of(BindingFault.error(fault));
		}
		if (failure instanceof HttpMessageNotReadableException) {
			return List.of(AdcpError.of(AdcpErrorCode.INVALID_REQUEST, "The request cannot be read"));
		}
		if (failure instanceof ErrorResponse response && response.getStatusCode().is4xxClientError()) {
			return List.of(AdcpError.of(AdcpErrorCode.INVALID_REQUEST, "The request was refused"));
		}
		return this.answers.errors(call.task(), call.exchange(), failure);
	}

	private AdcpError violations(BindingResult result) {
		Object target = result.getTarget();
		if (this.violations == null || target == null
				|| !result.getAllErrors().get(0).contains(ConstraintViolation.class)) {
			return AdcpError.of(AdcpErrorCode.INVALID_REQUEST, "The request breaks a constraint");
		}
		List<? extends ConstraintViolation<?>> found = result.getAllErrors()
			.stream()
			.map((error) -> (ConstraintViolation<?>) error.unwrap(ConstraintViolation.class))
			.toList();
		return this.violations.error(target, found);
	}

	private void write(HttpServletResponse response, List<AdcpError> errors, @Nullable AdcpExchange exchange)
			throws IOException {
		ObjectNode body = this.answers.errorBody(errors, exchange);
		response.setStatus(status(errors.get(0)).value());
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		JsonNode retryAfter = body.path("errors").path(0).path("retry_after");
		if (retryAfter.isNumber()) {
			response.setHeader(HttpHeaders.RETRY_AFTER, retryAfter.asString());
		}
		response.getOutputStream().write(body.toString().getBytes(StandardCharsets.UTF_8));
	}

	private static HttpStatus status(AdcpError error) {
		AdcpErrorCode code = AdcpErrorCode.find(error.code()).orElse(null);
		if (code == null) {
			return HttpStatus.UNPROCESSABLE_CONTENT;
		}
		return switch (code) {
			case IDEMPOTENCY_CONFLICT, IDEMPOTENCY_IN_FLIGHT -> HttpStatus.CONFLICT;
			case IDEMPOTENCY_EXPIRED -> HttpStatus.GONE;
			case RATE_LIMITED -> HttpStatus.TOO_MANY_REQUESTS;
			case SERVICE_UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
			case AUTH_MISSING, AUTH_INVALID, AUTH_REQUIRED -> HttpStatus.UNAUTHORIZED;
			case PERMISSION_DENIED -> HttpStatus.FORBIDDEN;
			case INVALID_REQUEST, VERSION_UNSUPPORTED -> HttpStatus.BAD_REQUEST;
			case PRODUCT_NOT_FOUND, MEDIA_BUY_NOT_FOUND, PACKAGE_NOT_FOUND, ACCOUNT_NOT_FOUND -> HttpStatus.NOT_FOUND;
			default -> HttpStatus.UNPROCESSABLE_CONTENT;
		};
	}

}
