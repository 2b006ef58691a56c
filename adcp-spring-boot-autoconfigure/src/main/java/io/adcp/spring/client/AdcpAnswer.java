package io.adcp.spring.client;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a seller said to one attempt of a call, as its transport brings it.
 *
 * @param content the task's answer or the error's body, envelope included
 * @param error whether the transport marks it as an error
 * @param retryAfter how long the transport says to wait, where the content does not say
 * it, or {@code null}
 * @since 0.1.0
 */
public record AdcpAnswer(ObjectNode content, boolean error, @Nullable Duration retryAfter) {

	/**
	 * Create an answer whose transport does not say how long to wait.
	 * @param content the task's answer or the error's body, envelope included
	 * @param error whether the transport marks it as an error
	 */
	public AdcpAnswer(ObjectNode content, boolean error) {
		this(content, error, null);
	}

}
