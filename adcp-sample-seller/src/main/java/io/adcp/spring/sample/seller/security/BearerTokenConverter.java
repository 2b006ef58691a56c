package io.adcp.spring.sample.seller.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/**
 * Reads the bearer token of a request. It is looked for in the header only: URLs end up
 * in logs.
 */
class BearerTokenConverter implements AuthenticationConverter {

	private static final String PREFIX = "Bearer ";

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		if (header == null || !header.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
			return null;
		}
		return new PreAuthenticatedAuthenticationToken("bearer", header.substring(PREFIX.length()).trim());
	}

}
