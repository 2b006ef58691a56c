package io.adcp.spring.webhook;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.adcp.spring.signature.MessageSigner;
import io.adcp.spring.webhook.CheckedResolverGroup.RefusedTargetException;
import io.adcp.spring.webhook.DeliveryResult.Verdict;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * Posts webhooks to addresses that strangers have chosen: to checked addresses only, on a
 * connection of their own, without following redirects, within bounded time. Of the
 * answer it reads the head alone.
 */
final class WebhookSender {

	private static final String JSON = "application/json";

	private static final String USER_AGENT = "adcp-spring-boot";

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	// Names are resolved before, and a head may come in drops.
	private static final Duration OVERALL_TIMEOUT = Duration.ofSeconds(30);

	private static final Pattern SIGNATURE_ERROR = Pattern
		.compile("\\bSignature\\s.*\\berror\\s*=\\s*\"?(webhook_[a-z_]{1,60})", Pattern.CASE_INSENSITIVE);

	private final TargetRules targets;

	private final @Nullable MessageSigner signer;

	private final Clock clock;

	private final HttpClient client;

	private final Duration overall;

	WebhookSender(TargetRules targets, @Nullable MessageSigner signer, Clock clock) {
		this(targets, signer, clock, HttpClient.create(ConnectionProvider.newConnection()), TIMEOUT, OVERALL_TIMEOUT);
	}

	WebhookSender(TargetRules targets, @Nullable MessageSigner signer, Clock clock, HttpClient client, Duration timeout,
			Duration overall) {
		this.targets = targets;
		this.signer = signer;
		this.clock = clock;
		this.overall = overall;
		this.client = client.resolver(new CheckedResolverGroup(targets))
			.disableRetry(true)
			.followRedirect(false)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(timeout.toMillis()))
			.responseTimeout(timeout);
	}

	/**
	 * Send a webhook once.
	 * @param webhook the webhook
	 * @return what became of it
	 */
	DeliveryResult send(Webhook webhook) {
		if (!this.targets.allowsUrl(webhook.url())) {
			return DeliveryResult.failed("target not allowed");
		}
		byte[] body = webhook.bytes();
		Map<String, String> signature = sign(webhook, body);
		if (signature == null) {
			return DeliveryResult.failed("no key to sign with (adcp.webhook.keys)");
		}
		try {
			DeliveryResult result = this.client.headers((headers) -> write(headers, signature, body.length))
				.post()
				.uri(URI.create(webhook.url()))
				.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
				.response((response, content) -> Mono.just(read(response)))
				.next()
				.timeout(this.overall)
				.block();
			return (result != null) ? result : DeliveryResult.failed("no answer");
		}
		catch (RuntimeException ex) {
			return DeliveryResult.failed(reason(Exceptions.unwrap(ex)));
		}
	}

	private @Nullable Map<String, String> sign(Webhook webhook, byte[] body) {
		if (webhook.secret() != null) {
			return LegacySignature.sign(webhook.secret(), body, this.clock.instant());
		}
		return (this.signer != null) ? this.signer.sign("POST", webhook.url(), JSON, body, this.clock.instant()) : null;
	}

	private static void write(HttpHeaders headers, Map<String, String> signature, int length) {
		headers.set(HttpHeaderNames.CONTENT_TYPE, JSON);
		headers.set(HttpHeaderNames.CONTENT_LENGTH, length);
		headers.set(HttpHeaderNames.USER_AGENT, USER_AGENT);
		signature.forEach(headers::set);
	}

	// Gone is said for good. Everything else may be a receiver that is set up wrong for
	// the moment, and there is no other event for it.
	private static DeliveryResult read(HttpClientResponse response) {
		int status = response.status().code();
		if (status >= 200 && status < 300) {
			return new DeliveryResult(Verdict.ACCEPTED, "HTTP " + status);
		}
		if (status == 409 || status == 410) {
			return new DeliveryResult(Verdict.REFUSED, "HTTP " + status);
		}
		String challenge = String.join(", ", response.responseHeaders().getAll(HttpHeaderNames.WWW_AUTHENTICATE));
		Matcher error = SIGNATURE_ERROR.matcher(challenge);
		if (status == 401 && error.find()) {
			return new DeliveryResult(Verdict.REFUSED, "HTTP 401 " + error.group(1));
		}
		return DeliveryResult.failed("HTTP " + status);
	}

	// No message: it may hold the URL.
	private static String reason(Throwable failure) {
		if (failure instanceof RefusedTargetException) {
			return "target not allowed";
		}
		return failure.getClass().getSimpleName();
	}

}
