package io.adcp.spring.sample.seller.security;

import java.util.List;
import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Only known agents may call; only the health is for everybody. The agent's id becomes
 * the request's principal, from where the starter takes it.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	// A call stands for itself, with its token in a header that no browser adds on its
	// own:
	// no session, hence nothing that a CSRF token would protect.
	@Bean
	SecurityFilterChain security(HttpSecurity http) throws Exception {
		return http
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/actuator/health", "/actuator/health/**")
				.permitAll()
				.anyRequest()
				.authenticated())
			.oauth2ResourceServer((server) -> server.opaqueToken(Customizer.withDefaults()))
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf(AbstractHttpConfigurer::disable)
			.build();
	}

	@Bean
	OpaqueTokenIntrospector agentTokens(List<AgentLookup> lookups) {
		return (token) -> lookups.stream()
			.flatMap((lookup) -> lookup.agentOf(token).stream())
			.findFirst()
			.map(SecurityConfiguration::principal)
			.orElseThrow(() -> new BadOpaqueTokenException("The token is not known"));
	}

	private static OAuth2AuthenticatedPrincipal principal(String agent) {
		return new DefaultOAuth2AuthenticatedPrincipal(agent, Map.of("active", true), List.of());
	}

}
