package io.adcp.spring.sample.seller.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationFilter;

/**
 * Only known agents may call; only the health is for everybody, and the card by which
 * agents find the A2A endpoint where that is switched on.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	// A call stands for itself, with its token in a header that no browser adds: there is
	// no session, hence nothing that a CSRF token would protect.
	@Bean
	SecurityFilterChain security(HttpSecurity http, AuthenticationManager agents) {
		return http
			.authorizeHttpRequests(
					(requests) -> requests
						.requestMatchers("/actuator/health", "/actuator/health/**", "/.well-known/**",
								"/a2a/.well-known/agent-card.json")
						.permitAll()
						.anyRequest()
						.authenticated())
			.addFilterBefore(bearerTokens(agents), AnonymousAuthenticationFilter.class)
			.exceptionHandling((errors) -> errors.authenticationEntryPoint(SecurityConfiguration::askForToken))
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf(AbstractHttpConfigurer::disable)
			.build();
	}

	private static AuthenticationFilter bearerTokens(AuthenticationManager agents) {
		AuthenticationFilter filter = new AuthenticationFilter(agents, new BearerTokenConverter());
		filter.setSuccessHandler((request, response, authentication) -> {
			// The request goes on.
		});
		filter.setFailureHandler(SecurityConfiguration::askForToken);
		return filter;
	}

	private static void askForToken(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException ex) {
		String challenge = (ex instanceof BadCredentialsException) ? "Bearer error=\"invalid_token\"" : "Bearer";
		response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
		response.setStatus(HttpStatus.UNAUTHORIZED.value());
	}

}
