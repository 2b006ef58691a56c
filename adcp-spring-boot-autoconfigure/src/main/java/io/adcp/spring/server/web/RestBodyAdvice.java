package io.adcp.spring.server.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.idempotency.IdempotentResponse;
import io.adcp.spring.server.AdcpExchange;
import io.adcp.spring.server.AgentResolver;
import io.adcp.spring.server.Answers;
import io.adcp.spring.server.ExchangeFactory;
import io.adcp.spring.wire.StrictJson;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.util.RawValue;

/**
 * Takes the request of a REST controller's task method from the wire, and puts the
 * envelope around its response.
 *
 * @since 0.1.0
 */
@ControllerAdvice
public class RestBodyAdvice extends RequestBodyAdviceAdapter implements ResponseBodyAdvice<Object> {

	private final ExchangeFactory exchanges;

	private final AgentResolver agents;

	private final int maxRequestSize;

	private final Answers answers = new Answers();

	/**
	 * Create an advice.
	 * @param exchanges makes the exchanges
	 * @param agents tells who calls
	 * @param maxRequestSize the largest body that is read, in bytes
	 */
	public RestBodyAdvice(ExchangeFactory exchanges, AgentResolver agents, int maxRequestSize) {
		this.exchanges = exchanges;
		this.agents = agents;
		this.maxRequestSize = maxRequestSize;
	}

	@Override
	public boolean supports(MethodParameter parameter, Type targetType,
			Class<? extends HttpMessageConverter<?>> converterType) {
		return RestCall.current() != null;
	}

	@Override
	public HttpInputMessage beforeBodyRead(HttpInputMessage message, MethodParameter parameter, Type targetType,
			Class<? extends HttpMessageConverter<?>> converterType) throws IOException {
		RestCall call = RestCall.current();
		if (call == null) {
			return message;
		}
		byte[] body = message.getBody().readNBytes(this.maxRequestSize + 1);
		if (body.length > this.maxRequestSize) {
			throw invalid("The request is larger than " + this.maxRequestSize + " bytes");
		}
		JsonNode json = StrictJson.read(body);
		if (!json.isObject()) {
			throw invalid("The request must be a JSON object");
		}
		// Spring MVC wraps the message: the principal is not to be had from it
		String agent = this.agents.resolve(call.principal());
		call.begin(this.exchanges.create(call.task(), json, agent));
		return new ReadMessage(message.getHeaders(), new ByteArrayInputStream(body));
	}

	private static InvalidRequestException invalid(String message) {
		return new InvalidRequestException(AdcpError.of(AdcpErrorCode.INVALID_REQUEST, message), null);
	}

	@Override
	public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
		RestCall call = RestCall.current();
		return call != null && call.exchange() != null;
	}

	@Override
	public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter returnType, MediaType contentType,
			Class<? extends HttpMessageConverter<?>> converterType, ServerHttpRequest request,
			ServerHttpResponse response) {
		RestCall call = RestCall.current();
		AdcpExchange exchange = (call != null) ? call.exchange() : null;
		if (exchange == null) {
			return body;
		}
		IdempotentResponse stored = exchange.response();
		String answer = this.answers
			.success(exchange, (stored != null) ? stored : new IdempotentResponse(exchange.write(body), false))
			.body();
		return StringHttpMessageConverter.class.isAssignableFrom(converterType) ? answer : new RawValue(answer);
	}

	/**
	 * A message whose body has been read.
	 */
	private record ReadMessage(HttpHeaders headers, InputStream body) implements HttpInputMessage {

		@Override
		public InputStream getBody() {
			return this.body;
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

	}

}
