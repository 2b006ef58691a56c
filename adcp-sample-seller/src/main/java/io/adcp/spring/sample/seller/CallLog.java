package io.adcp.spring.sample.seller;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.adcp.spring.AdcpException;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.IdempotencyListener;
import io.adcp.spring.idempotency.IdempotencyOutcome;
import io.adcp.spring.idempotency.IdempotencyRequest;
import org.springframework.stereotype.Component;

/**
 * Writes one line for each call with a key: who called what, and whether it was carried
 * out or repeated.
 */
@Component
class CallLog implements IdempotencyListener {

	private static final Log logger = LogFactory.getLog(CallLog.class);

	@Override
	public void onOutcome(IdempotencyRequest request, IdempotencyOutcome outcome, Duration took,
			@Nullable Throwable failure) {
		String code = (failure instanceof AdcpException adcp) ? " (" + adcp.code() + ")" : "";
		logger.info(request.task() + " of " + request.scope().agent() + ", key " + IdempotencyKey.redact(request.key())
				+ ": " + outcome.label() + code + " in " + took.toMillis() + " ms");
	}

}
