package io.adcp.spring.server;

import java.util.Optional;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.util.ClassUtils;

/**
 * Tells what Spring Security's exceptions mean to a caller. Their texts are for the
 * seller alone.
 */
final class SecurityFailure {

	private static final boolean PRESENT = ClassUtils
		.isPresent("org.springframework.security.access.AccessDeniedException", SecurityFailure.class.getClassLoader());

	private SecurityFailure() {
	}

	/**
	 * Return the error that a failure stands for.
	 * @param exchange the call, or {@code null} where its request could not be read
	 * @param failure what was thrown
	 * @return the error, or empty where the failure has nothing to do with the caller's
	 * credentials or rights
	 */
	static Optional<AdcpError> find(@Nullable AdcpExchange exchange, Throwable failure) {
		return PRESENT ? SpringSecurity.find(exchange, failure) : Optional.empty();
	}

	/**
	 * Loaded only where Spring Security is there.
	 */
	private static final class SpringSecurity {

		private static final AuthenticationTrustResolver TRUST = new AuthenticationTrustResolverImpl();

		static Optional<AdcpError> find(@Nullable AdcpExchange exchange, Throwable failure) {
			if (failure instanceof AccessDeniedException) {
				return Optional.of(isAuthenticated(exchange) ? denied() : missing());
			}
			// No word about the credentials: who checks them could not be asked.
			if (failure instanceof AuthenticationServiceException || failure instanceof ProviderNotFoundException) {
				return Optional.empty();
			}
			if (failure instanceof AuthenticationCredentialsNotFoundException
					|| failure instanceof InsufficientAuthenticationException) {
				return Optional.of(missing());
			}
			return (failure instanceof AuthenticationException) ? Optional.of(invalid()) : Optional.empty();
		}

		private static boolean isAuthenticated(@Nullable AdcpExchange exchange) {
			return (exchange != null && exchange.isAuthenticated())
					|| TRUST.isAuthenticated(SecurityContextHolder.getContext().getAuthentication());
		}

		private static AdcpError denied() {
			return AdcpError.of(AdcpErrorCode.PERMISSION_DENIED, "The agent may not do this.");
		}

		private static AdcpError missing() {
			return AdcpError.of(AdcpErrorCode.AUTH_MISSING,
					"This task needs an authenticated agent. Send credentials.");
		}

		private static AdcpError invalid() {
			return AdcpError.of(AdcpErrorCode.AUTH_INVALID, "The credentials were refused.");
		}

	}

}
