package io.adcp.spring.verification.crash.seller;

/**
 * What the ad server has answered.
 */
record PlacedOrder(String orderId, String requestId) {
}
