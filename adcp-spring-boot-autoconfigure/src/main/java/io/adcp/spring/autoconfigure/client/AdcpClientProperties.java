package io.adcp.spring.autoconfigure.client;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The sellers that this application buys from.
 *
 * @since 0.1.0
 */
@Validated
@ConfigurationProperties("adcp.client")
public class AdcpClientProperties {

	private static final String RELEASE = "3\\.[0-2]";

	private static final String RELEASE_MESSAGE = "must be 3.0, 3.1 or 3.2";

	/**
	 * Whether to refuse keyed calls, before sending them, to sellers that do not promise
	 * to remember idempotency keys. Can be set for each agent.
	 */
	private boolean requireIdempotency = true;

	@Valid
	private final Webhook webhook = new Webhook();

	/**
	 * Newest release of AdCP to speak. Sellers that do not serve it are asked for the
	 * newest below it that they serve. Can be set for each agent.
	 */
	@NotNull
	@Pattern(regexp = RELEASE, message = RELEASE_MESSAGE)
	private String version = "3.2";

	/**
	 * Sellers by the name that this application gives them.
	 */
	private final Map<String, @Valid Agent> agents = new LinkedHashMap<>();

	public boolean isRequireIdempotency() {
		return this.requireIdempotency;
	}

	public void setRequireIdempotency(boolean requireIdempotency) {
		this.requireIdempotency = requireIdempotency;
	}

	public Webhook getWebhook() {
		return this.webhook;
	}

	public String getVersion() {
		return this.version;
	}

	public void setVersion(String version) {
		this.version = version;
	}

	public Map<String, Agent> getAgents() {
		return this.agents;
	}

	private static boolean isPositive(Duration duration) {
		return duration.compareTo(Duration.ZERO) > 0;
	}

	/**
	 * Where sellers send webhooks to.
	 */
	public static class Webhook {

		/**
		 * Address of this application as sellers reach it, without a path. Webhooks are
		 * received only if it is set; they also need adcp.client.book.enabled.
		 */
		private @Nullable URI url;

		/**
		 * Path that webhooks are received at; each seller has a path of its own below it.
		 */
		@Pattern(regexp = "(/[A-Za-z0-9_.-]+)+", message = "must begin with a slash and not end with one")
		private String path = "/adcp/webhooks";

		/**
		 * Largest webhook that is read. A larger one is refused.
		 */
		private DataSize maxBodySize = DataSize.ofMegabytes(1);

		public @Nullable URI getUrl() {
			return this.url;
		}

		public void setUrl(@Nullable URI url) {
			this.url = url;
		}

		public String getPath() {
			return this.path;
		}

		public void setPath(String path) {
			this.path = path;
		}

		public DataSize getMaxBodySize() {
			return this.maxBodySize;
		}

		public void setMaxBodySize(DataSize maxBodySize) {
			this.maxBodySize = maxBodySize;
		}

	}

	/**
	 * One seller.
	 */
	// Null until it is bound, and checked then
	@SuppressWarnings("MultipleNullnessAnnotations")
	public static class Agent {

		/**
		 * Protocol that the seller is called over.
		 */
		private AgentProtocol protocol = AgentProtocol.MCP;

		/**
		 * Address of the seller's MCP or A2A endpoint, https unless it is a loopback
		 * address.
		 */
		@NotNull(message = "is missing: set it to the seller's endpoint, such as https://seller.example/mcp")
		private @Nullable URI url;

		/**
		 * Bearer token to send. If it is not set, the AdcpTokenSupplier bean supplies
		 * one; without such a bean, no credentials are sent.
		 */
		private @Nullable String token;

		/**
		 * Name of the identity behind the credentials, which outlives tokens. It is
		 * stored with each call, so that no call is resumed as somebody else. By default,
		 * that is not checked.
		 */
		private @Nullable String principal;

		/**
		 * Headers to send with every request.
		 */
		private final Map<String, String> headers = new LinkedHashMap<>();

		/**
		 * How long to wait for a connection.
		 */
		private Duration connectTimeout = Duration.ofSeconds(5);

		/**
		 * How long one attempt may take, from the connection to the end of the answer.
		 */
		private Duration readTimeout = Duration.ofSeconds(30);

		/**
		 * Largest answer that is accepted. A larger one is refused.
		 */
		private DataSize maxAnswerSize = DataSize.ofMegabytes(4);

		/**
		 * Whether plain HTTP is allowed to an address that is not loopback. It shows the
		 * token and the idempotency keys to anyone on the network path.
		 */
		private boolean allowInsecureHttp;

		/**
		 * Whether to refuse keyed calls, before sending them, if this seller does not
		 * promise to remember idempotency keys. By default,
		 * adcp.client.require-idempotency applies.
		 */
		private @Nullable Boolean requireIdempotency;

		/**
		 * Newest release of AdCP to speak with this seller. By default,
		 * adcp.client.version applies.
		 */
		@Pattern(regexp = RELEASE, message = RELEASE_MESSAGE)
		private @Nullable String version;

		/**
		 * How long the seller's capabilities are remembered.
		 */
		private Duration capabilitiesTtl = Duration.ofHours(1);

		/**
		 * How failed attempts are repeated.
		 */
		@Valid
		private final Retry retry = new Retry();

		/**
		 * Address of the brand.json of the seller's operator, which says where the keys
		 * are that the seller signs its webhooks with. The entry whose url is the
		 * seller's url, byte for byte, counts.
		 */
		private @Nullable URI brand;

		/**
		 * Address of the keys that the seller signs its webhooks with (a JWKS), in place
		 * of the one that brand names. Without webhook-keys, brand and webhook-secret,
		 * the seller is not asked for webhooks.
		 */
		private @Nullable URI webhookKeys;

		/**
		 * Secret that was agreed with a seller that does not sign its webhooks by key, 32
		 * characters at least.
		 */
		private @Nullable String webhookSecret;

		/**
		 * Word that the seller has to bring back with each webhook, besides its
		 * signature, 16 to 4096 characters. With another word, webhooks about earlier
		 * calls are refused.
		 */
		private @Nullable String webhookToken;

		/**
		 * How a task is followed that the seller goes on with by itself.
		 */
		@Valid
		private final Follow follow = new Follow();

		public AgentProtocol getProtocol() {
			return this.protocol;
		}

		public void setProtocol(AgentProtocol protocol) {
			this.protocol = protocol;
		}

		public @Nullable URI getUrl() {
			return this.url;
		}

		public void setUrl(@Nullable URI url) {
			this.url = url;
		}

		public @Nullable String getToken() {
			return this.token;
		}

		public void setToken(@Nullable String token) {
			this.token = token;
		}

		public @Nullable String getPrincipal() {
			return this.principal;
		}

		public void setPrincipal(@Nullable String principal) {
			this.principal = principal;
		}

		public Map<String, String> getHeaders() {
			return this.headers;
		}

		public Duration getConnectTimeout() {
			return this.connectTimeout;
		}

		public void setConnectTimeout(Duration connectTimeout) {
			this.connectTimeout = connectTimeout;
		}

		public Duration getReadTimeout() {
			return this.readTimeout;
		}

		public void setReadTimeout(Duration readTimeout) {
			this.readTimeout = readTimeout;
		}

		public DataSize getMaxAnswerSize() {
			return this.maxAnswerSize;
		}

		public void setMaxAnswerSize(DataSize maxAnswerSize) {
			this.maxAnswerSize = maxAnswerSize;
		}

		public boolean isAllowInsecureHttp() {
			return this.allowInsecureHttp;
		}

		public void setAllowInsecureHttp(boolean allowInsecureHttp) {
			this.allowInsecureHttp = allowInsecureHttp;
		}

		public @Nullable Boolean getRequireIdempotency() {
			return this.requireIdempotency;
		}

		public void setRequireIdempotency(@Nullable Boolean requireIdempotency) {
			this.requireIdempotency = requireIdempotency;
		}

		public @Nullable String getVersion() {
			return this.version;
		}

		public void setVersion(@Nullable String version) {
			this.version = version;
		}

		public Duration getCapabilitiesTtl() {
			return this.capabilitiesTtl;
		}

		public void setCapabilitiesTtl(Duration capabilitiesTtl) {
			this.capabilitiesTtl = capabilitiesTtl;
		}

		public @Nullable URI getBrand() {
			return this.brand;
		}

		public void setBrand(@Nullable URI brand) {
			this.brand = brand;
		}

		public @Nullable URI getWebhookKeys() {
			return this.webhookKeys;
		}

		public void setWebhookKeys(@Nullable URI webhookKeys) {
			this.webhookKeys = webhookKeys;
		}

		public @Nullable String getWebhookSecret() {
			return this.webhookSecret;
		}

		public void setWebhookSecret(@Nullable String webhookSecret) {
			this.webhookSecret = webhookSecret;
		}

		public @Nullable String getWebhookToken() {
			return this.webhookToken;
		}

		public void setWebhookToken(@Nullable String webhookToken) {
			this.webhookToken = webhookToken;
		}

		public Retry getRetry() {
			return this.retry;
		}

		public Follow getFollow() {
			return this.follow;
		}

		@AssertTrue(message = "connect-timeout and read-timeout must be longer than zero")
		boolean isTimeoutsPositive() {
			return isPositive(this.connectTimeout) && isPositive(this.readTimeout);
		}

	}

	/**
	 * How a task is followed.
	 */
	public static class Follow {

		/**
		 * How long to wait before the seller is first asked where a task stands, unless
		 * it names a time. Each wait is half as long again as the one before.
		 */
		private Duration interval = Duration.ofSeconds(30);

		/**
		 * Longest wait before the seller is asked again, and each wait beside a webhook.
		 */
		private Duration maxInterval = Duration.ofMinutes(2);

		/**
		 * How long a task is followed as a whole. After that it can be followed again.
		 */
		private Duration deadline = Duration.ofHours(24);

		public Duration getInterval() {
			return this.interval;
		}

		public void setInterval(Duration interval) {
			this.interval = interval;
		}

		public Duration getMaxInterval() {
			return this.maxInterval;
		}

		public void setMaxInterval(Duration maxInterval) {
			this.maxInterval = maxInterval;
		}

		public Duration getDeadline() {
			return this.deadline;
		}

		public void setDeadline(Duration deadline) {
			this.deadline = deadline;
		}

		@AssertTrue(message = "interval and deadline must be longer than zero, and max-interval not shorter than "
				+ "interval")
		boolean isDurationsInOrder() {
			return isPositive(this.interval) && isPositive(this.deadline)
					&& this.maxInterval.compareTo(this.interval) >= 0;
		}

	}

	/**
	 * How failed attempts are repeated.
	 */
	public static class Retry {

		/**
		 * Maximum number of times that a call is sent, the first included.
		 */
		@Min(1)
		private int maxAttempts = 5;

		/**
		 * How long a call may take as a whole, with all attempts and waits.
		 */
		private Duration deadline = Duration.ofMinutes(2);

		/**
		 * How long to wait before the first retry, unless the seller asks for more.
		 */
		private Duration delay = Duration.ofMillis(500);

		/**
		 * Longest wait before a retry, unless the seller asks for more.
		 */
		private Duration maxDelay = Duration.ofSeconds(10);

		/**
		 * Factor by which each wait is longer than the one before.
		 */
		@DecimalMin("1.0")
		private double multiplier = 2;

		/**
		 * Longest time by which a wait is lengthened or shortened at random, so that
		 * clients do not all come back at once.
		 */
		private Duration jitter = Duration.ofMillis(250);

		public int getMaxAttempts() {
			return this.maxAttempts;
		}

		public void setMaxAttempts(int maxAttempts) {
			this.maxAttempts = maxAttempts;
		}

		public Duration getDeadline() {
			return this.deadline;
		}

		public void setDeadline(Duration deadline) {
			this.deadline = deadline;
		}

		public Duration getDelay() {
			return this.delay;
		}

		public void setDelay(Duration delay) {
			this.delay = delay;
		}

		public Duration getMaxDelay() {
			return this.maxDelay;
		}

		public void setMaxDelay(Duration maxDelay) {
			this.maxDelay = maxDelay;
		}

		public double getMultiplier() {
			return this.multiplier;
		}

		public void setMultiplier(double multiplier) {
			this.multiplier = multiplier;
		}

		public Duration getJitter() {
			return this.jitter;
		}

		public void setJitter(Duration jitter) {
			this.jitter = jitter;
		}

		@AssertTrue(message = "deadline, delay and max-delay must be longer than zero, max-delay not shorter than "
				+ "delay, and jitter not negative")
		boolean isDurationsInOrder() {
			return isPositive(this.deadline) && isPositive(this.delay) && this.maxDelay.compareTo(this.delay) >= 0
					&& !this.jitter.isNegative();
		}

	}

}
