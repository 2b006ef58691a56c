package io.adcp.spring.server.web;

import java.lang.reflect.Type;

import io.adcp.spring.server.ResponseCodec;
import io.adcp.spring.server.ResponseFormat;
import io.adcp.spring.server.StoredResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * Stores answers as Spring MVC writes them: status, headers and body.
 */
final class RestResponseFormat implements ResponseFormat {

	private final RestCall call;

	private final RestRenderer renderer;

	private final ResponseCodec codec;

	RestResponseFormat(RestCall call, RestRenderer renderer, ResponseCodec codec) {
		this.call = call;
		this.renderer = renderer;
		this.codec = codec;
	}

	// Cookies belong to whom they were first sent to, and are secrets.
	@Override
	public String write(@Nullable Object returned) throws Exception {
		StoredResponse answer = this.renderer.render(this.call, returned,
				ReturnedType.of(this.call.method(), returned));
		if (answer.isError()) {
			throw new FailedResponseException(answer);
		}
		if (this.call.task().isAdcp()) {
			this.codec.requireSuccess(answer.body());
		}
		this.call.answered(answer);
		return answer.without(HttpHeaders.SET_COOKIE).write();
	}

	@Override
	public @Nullable Object read(String response, Type type) {
		ResolvableType returned = ResolvableType.forType(type);
		if (!HttpEntity.class.isAssignableFrom(returned.toClass())) {
			return value(response, type);
		}
		StoredResponse stored = StoredResponse.read(response);
		HttpHeaders headers = new HttpHeaders();
		stored.headers().forEach(headers::addAll);
		return ResponseEntity.status(stored.status())
			.headers(headers)
			.body(value(response, returned.as(HttpEntity.class).getGeneric().getType()));
	}

	private @Nullable Object value(String response, Type type) {
		return (type == String.class) ? StoredResponse.bodyOf(response) : this.codec.read(response, type);
	}

}
