package io.adcp.spring.server.web;

import java.util.Collections;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Looks at what a request brings and wants before anything is carried out. Spring MVC
 * finds out afterwards that the caller does not accept the answer, and the caller would
 * take a call that was carried out for one that was refused.
 */
final class RestMediaTypes {

	private RestMediaTypes() {
	}

	static void check(HttpServletRequest request) throws HttpMediaTypeException {
		String type = request.getContentType();
		if (type != null && type.contains("*")) {
			throw new HttpMediaTypeNotSupportedException("A content type has no wildcards");
		}
		// A controller that says what it produces has been asked already
		boolean asked = request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) != null;
		if (!asked && !accepted(request).stream().anyMatch(RestMediaTypes::isJson)) {
			throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
		}
	}

	private static List<MediaType> accepted(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
		try {
			List<MediaType> accepted = MediaType
				.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
			return accepted.isEmpty() ? List.of(MediaType.ALL) : accepted;
		}
		catch (InvalidMediaTypeException ex) {
			throw new HttpMediaTypeNotAcceptableException("The Accept header cannot be read");
		}
	}

	private static boolean isJson(MediaType accepted) {
		return accepted.includes(MediaType.APPLICATION_JSON) || "json".equals(accepted.getSubtypeSuffix());
	}

}
