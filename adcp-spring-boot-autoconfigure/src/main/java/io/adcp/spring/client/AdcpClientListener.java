package io.adcp.spring.client;

import java.time.Duration;

import io.adcp.spring.AdcpException;
import tools.jackson.databind.JsonNode;

/**
 * Sees calls as they are made. Only {@link #onCall(AdcpCall)} can stop a call; what the
 * other methods throw is logged and ignored, since the seller may have executed the call
 * already. They may be called on a thread that must not block.
 *
 * @since 0.1.0
 */
public interface AdcpClientListener {

	/**
	 * Called once for each call, on the thread that subscribes, before anything is sent:
	 * the place to store a call so that it can be resumed. It is not called again when
	 * the call is resumed, nor for one that {@link AdcpCall#fromJson(String)} has read;
	 * if it throws, nothing is sent, and it is called again when the call is resumed.
	 * @param call the call, key and bytes included
	 */
	default void onCall(AdcpCall call) {
	}

	/**
	 * Called before each attempt.
	 * @param call the call
	 * @param attempt the number of the attempt, from 1
	 */
	default void onAttempt(AdcpCall call, int attempt) {
	}

	/**
	 * Called when an attempt failed and another one will follow.
	 * @param call the call
	 * @param attempt the number of the attempt that failed, from 1
	 * @param failure how it failed
	 * @param wait how long the call waits before the next attempt
	 */
	default void onRetry(AdcpCall call, int attempt, AdcpException failure, Duration wait) {
	}

	/**
	 * Called when the seller has answered without an error.
	 * @param call the call
	 * @param result the answer as JSON
	 */
	default void onSuccess(AdcpCall call, AdcpResult<JsonNode> result) {
	}

	/**
	 * Called when a run of the call has failed for good, or was given up: the thread that
	 * waited was interrupted, or the subscription was cancelled, as a time-out of the
	 * caller's own does.
	 * @param call the call
	 * @param failure what the caller gets, or would have got
	 */
	default void onFailure(AdcpCall call, AdcpException failure) {
	}

}
