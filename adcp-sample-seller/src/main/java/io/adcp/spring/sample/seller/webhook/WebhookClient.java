package io.adcp.spring.sample.seller.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.FilteredHostException;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * Posts to addresses that strangers have chosen. The filter looks at the address that is
 * connected to, not at a name that may resolve to another one a moment later, and no
 * redirect is followed.
 */
@Component
class WebhookClient {

	private final RestClient client;

	private final boolean allowPrivateTargets;

	private final Clock clock;

	WebhookClient(RestClient.Builder builder, WebhookProperties properties, Clock clock) {
		HttpClientSettings settings = HttpClientSettings.defaults()
			.withRedirects(HttpRedirects.DONT_FOLLOW)
			.withTimeouts(properties.connectTimeout(), properties.readTimeout());
		if (!properties.allowPrivateTargets()) {
			settings = settings.withInetAddressFilter(publicAddresses());
		}
		this.client = builder.requestFactory(ClientHttpRequestFactoryBuilder.reactor().build(settings)).build();
		this.allowPrivateTargets = properties.allowPrivateTargets();
		this.clock = clock;
	}

	/**
	 * Send a webhook.
	 * @param webhook the webhook
	 * @throws TargetRefusedException if its address is none that this seller calls
	 * @throws org.springframework.web.client.RestClientException if the receiver could
	 * not be reached or did not accept it
	 */
	void send(Webhook webhook) {
		URI target = target(webhook.url());
		try {
			this.client.post()
				.uri(target)
				.contentType(MediaType.APPLICATION_JSON)
				.headers((headers) -> authenticate(headers, webhook))
				.body(webhook.body().getBytes(StandardCharsets.UTF_8))
				.retrieve()
				.onStatus((status) -> !status.is2xxSuccessful(), (request, response) -> {
					throw new ResourceAccessException("The receiver answered " + response.getStatusCode().value());
				})
				.toBodilessEntity();
		}
		catch (ResourceAccessException ex) {
			if (NestedExceptionUtils.getMostSpecificCause(ex) instanceof FilteredHostException) {
				throw new TargetRefusedException("the address is not public");
			}
			throw ex;
		}
	}

	private URI target(String url) {
		URI target;
		try {
			target = URI.create(url);
		}
		catch (IllegalArgumentException ex) {
			throw new TargetRefusedException("the URL is malformed");
		}
		if (target.getHost() == null || target.getUserInfo() != null) {
			throw new TargetRefusedException("the URL has no host, or has credentials in it");
		}
		boolean plain = "http".equalsIgnoreCase(target.getScheme());
		if (!"https".equalsIgnoreCase(target.getScheme()) && !(plain && this.allowPrivateTargets)) {
			throw new TargetRefusedException("the URL is not https");
		}
		return target;
	}

	private void authenticate(HttpHeaders headers, Webhook webhook) {
		String credentials = webhook.authCredentials();
		if (credentials == null) {
			return;
		}
		if ("Bearer".equals(webhook.authScheme())) {
			headers.setBearerAuth(credentials);
		}
		else if ("HMAC-SHA256".equals(webhook.authScheme())) {
			String timestamp = Long.toString(this.clock.instant().getEpochSecond());
			headers.set("X-ADCP-Timestamp", timestamp);
			headers.set("X-ADCP-Signature", "sha256=" + hmac(credentials, timestamp + "." + webhook.body()));
		}
	}

	private static String hmac(String secret, String text) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
			return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java runtime has HmacSHA256", ex);
		}
	}

	/**
	 * An IPv4 address can be written as an IPv6 one, which Boot's ranges do not look
	 * into: {@code ::ffff:127.0.0.1} is this machine, too.
	 */
	private static InetAddressFilter publicAddresses() {
		return InetAddressFilter.externalAddresses().and(InetAddressFilter.adapt(WebhookClient::isNotIpv4InIpv6));
	}

	private static boolean isNotIpv4InIpv6(@Nullable InetAddress address) {
		if (!(address instanceof Inet6Address)) {
			return true;
		}
		byte[] bytes = address.getAddress();
		for (int i = 0; i < 10; i++) {
			if (bytes[i] != 0) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The address is none that this seller calls, now or later.
	 */
	static class TargetRefusedException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		TargetRefusedException(String message) {
			super(message);
		}

	}

}
