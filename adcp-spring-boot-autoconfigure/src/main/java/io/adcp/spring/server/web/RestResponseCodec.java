package io.adcp.spring.server.web;

import java.lang.reflect.Type;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.server.ResponseCodec;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.http.HttpEntity;
import org.springframework.http.ResponseEntity;

import tools.jackson.databind.json.JsonMapper;

/**
 * Looks into the response entities that REST controllers return. What is stored is the
 * body: a replay answers with status 200.
 *
 * @since 0.1.0
 */
public class RestResponseCodec extends ResponseCodec {

	/**
	 * Create a codec.
	 * @param mapper the application's mapper
	 */
	public RestResponseCodec(JsonMapper mapper) {
		super(mapper);
	}

	@Override
	public String write(@Nullable Object returned) {
		if (!(returned instanceof HttpEntity<?> entity)) {
			return super.write(returned);
		}
		String body = super.write(entity.getBody());
		if (entity instanceof ResponseEntity<?> response && response.getStatusCode().isError()) {
			throw new AdcpTaskException(AdcpError.of(AdcpErrorCode.SERVICE_UNAVAILABLE,
					"The task ended with status " + response.getStatusCode().value()), null);
		}
		return body;
	}

	@Override
	public @Nullable Object read(String response, Type type) {
		ResolvableType returned = ResolvableType.forType(type);
		if (!HttpEntity.class.isAssignableFrom(returned.toClass())) {
			return super.read(response, type);
		}
		Type body = returned.as(HttpEntity.class).getGeneric().getType();
		return ResponseEntity.ok(super.read(response, body));
	}

}
