package io.adcp.spring.server.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationManager;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Settles before anything is carried out whether the answer can be one that the caller
 * accepts. Spring MVC finds out afterwards.
 */
final class RestMediaTypes {

	private final ContentNegotiationManager negotiation;

	private final List<HttpMessageConverter<?>> converters;

	RestMediaTypes(ContentNegotiationManager negotiation, List<HttpMessageConverter<?>> converters) {
		this.negotiation = negotiation;
		this.converters = converters;
	}

	/**
	 * Refuse a caller that accepts none of what a method can answer with.
	 * @param request the request
	 * @param method the method
	 * @param task what it answers: of AdCP's tasks the answer is JSON
	 * @throws HttpMediaTypeNotAcceptableException if there is nothing to agree on
	 */
	void check(HttpServletRequest request, HandlerMethod method, RestTask task)
			throws HttpMediaTypeNotAcceptableException {
		if (task.isAdcp() && request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) == null) {
			request.setAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE, Set.of(MediaType.APPLICATION_JSON));
		}
		List<MediaType> accepted = this.negotiation.resolveMediaTypes(new ServletWebRequest(request));
		Collection<MediaType> producible = producible(request, method);
		if (!producible.isEmpty() && producible.stream()
			.noneMatch((type) -> accepted.stream().anyMatch((other) -> other.isCompatibleWith(type)))) {
			throw new HttpMediaTypeNotAcceptableException(List.copyOf(producible));
		}
	}

	// None where it cannot be told: then Spring MVC tells, and nothing is committed.
	@SuppressWarnings("unchecked")
	private Collection<MediaType> producible(HttpServletRequest request, HandlerMethod method) {
		Object declared = request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE);
		if (declared != null) {
			return (Collection<MediaType>) declared;
		}
		Class<?> body = ReturnedType.bodyOf(method);
		if (body == Object.class || body == void.class || body == Void.class) {
			return List.of();
		}
		List<MediaType> types = new ArrayList<>();
		for (HttpMessageConverter<?> converter : this.converters) {
			if (converter.canWrite(body, null)) {
				types.addAll(converter.getSupportedMediaTypes(body));
			}
		}
		return types;
	}

}
