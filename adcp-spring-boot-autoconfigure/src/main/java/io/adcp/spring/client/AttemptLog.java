package io.adcp.spring.client;

import java.time.Duration;

import io.adcp.spring.AdcpException;
import io.adcp.spring.IdempotencyKey;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells operators of attempts that are repeated: at WARN where no answer came, at DEBUG
 * where the seller asked for it.
 */
final class AttemptLog {

	private static final Log logger = LogFactory.getLog(AttemptLog.class);

	private AttemptLog() {
	}

	static void repeated(AdcpCall call, int attempt, AdcpException failure, Duration wait) {
		if (failure instanceof AdcpTransportException) {
			logger.warn(text("was lost", call, attempt, failure, wait));
		}
		else if (logger.isDebugEnabled()) {
			logger.debug(text("failed", call, attempt, failure, wait));
		}
	}

	/** Some of the words are the seller's, and must not start a line of the log. */
	private static String text(String end, AdcpCall call, int attempt, AdcpException failure, Duration wait) {
		String text = "Attempt " + attempt + " of " + call.task() + " at the agent '" + call.agent() + "' (key "
				+ IdempotencyKey.redact(call.idempotencyKey()) + ", call " + call.id() + ") " + end
				+ ", the next follows in " + wait.toMillis() + " ms: " + failure.getMessage();
		return text.replaceAll("\\p{Cntrl}+", " ");
	}

}
