package io.adcp.spring.autoconfigure;

import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.server.Answers;
import io.adcp.spring.server.ServedVersions;

import org.springframework.util.ClassUtils;

/**
 * A seller whose class path has no Spring Security, and whose handler throws.
 */
public class SellerWithoutSecurity implements Runnable {

	@Override
	public void run() {
		if (ClassUtils.isPresent("org.springframework.security.access.AccessDeniedException", null)) {
			throw new IllegalStateException("Spring Security is there");
		}
		boolean answered = new Answers(ServedVersions.ALL).errors("create_media_buy", null, new IllegalStateException())
			.get(0)
			.is(AdcpErrorCode.SERVICE_UNAVAILABLE);
		if (!answered) {
			throw new IllegalStateException("Another error");
		}
	}

}
