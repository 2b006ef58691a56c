package io.adcp.spring.client;

import tools.jackson.databind.node.ObjectNode;

/**
 * Says where a seller tells by webhook how the work of a call goes on.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PushNotifications {

	/** Where a request names the address. */
	String FIELD = "push_notification_config";

	/**
	 * Return the {@code push_notification_config} of a call.
	 * @param agent the seller's name in this application
	 * @param operationId the call's {@link AdcpCall#id() id}, random, which each webhook
	 * about it brings back
	 * @return the object to put into the request, the operation's id in it
	 */
	ObjectNode configFor(String agent, String operationId);

}
