package io.adcp.spring.client;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.adcp.spring.AdcpVersion;
import io.adcp.spring.client.task.FollowPolicy;
import io.adcp.spring.client.task.TaskUpdates;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.Assert;

/**
 * Builds the client for one seller.
 *
 * @since 0.1.0
 */
public final class AdcpClientBuilder {

	private static final RetryPolicy DEFAULT_RETRY_POLICY = RetryPolicy.builder()
		.maxRetries(4)
		.delay(Duration.ofMillis(500))
		.jitter(Duration.ofMillis(250))
		.multiplier(2)
		.maxDelay(Duration.ofSeconds(10))
		.timeout(Duration.ofMinutes(2))
		.build();

	private final String agent;

	private final AdcpTransport transport;

	private AdcpTokenSupplier tokens = (agent, rejected) -> Mono.empty();

	private Duration attemptTimeout = Duration.ofSeconds(30);

	private RetryPolicy retryPolicy = DEFAULT_RETRY_POLICY;

	private boolean requireIdempotency = true;

	private Duration capabilitiesTtl = Duration.ofHours(1);

	private final List<AdcpClientListener> listeners = new ArrayList<>();

	private ObservationRegistry observations = ObservationRegistry.NOOP;

	private JsonMapper mapper = JsonMapper.shared();

	private Clock clock = Clock.systemUTC();

	private @Nullable Scheduler scheduler;

	private UsedKeys usedKeys = new UsedKeys();

	private @Nullable AdcpVersion version;

	private @Nullable String principal;

	private FollowPolicy follow = FollowPolicy.DEFAULT;

	private TaskUpdates updates = new TaskUpdates();

	private @Nullable AdcpCallBook book;

	private @Nullable PushNotifications notifications;

	AdcpClientBuilder(String agent, AdcpTransport transport) {
		Assert.hasText(agent, "An agent needs a name");
		this.agent = agent;
		this.transport = Objects.requireNonNull(transport, "transport");
	}

	/**
	 * Set a bearer token that never changes.
	 * @param token the token
	 * @return this builder
	 * @throws IllegalArgumentException where it has a line break or another character
	 * that no bearer token has; the message does not quote it
	 */
	public AdcpClientBuilder token(String token) {
		Mono<String> always = Mono.just(BearerToken.check(token));
		return tokenSupplier((name, rejected) -> (rejected == null) ? always : Mono.empty());
	}

	/**
	 * Set where the bearer token comes from. Without one, no credentials are sent.
	 * @param tokens the supplier
	 * @return this builder
	 */
	public AdcpClientBuilder tokenSupplier(AdcpTokenSupplier tokens) {
		this.tokens = tokens;
		return this;
	}

	/**
	 * Set how long one attempt may take, from the connection to the end of the answer.
	 * @param attemptTimeout the time, 30 seconds unless set
	 * @return this builder
	 */
	public AdcpClientBuilder attemptTimeout(Duration attemptTimeout) {
		Assert.isTrue(attemptTimeout.compareTo(Duration.ZERO) > 0, "The time-out of an attempt must be positive");
		this.attemptTimeout = attemptTimeout;
		return this;
	}

	/**
	 * Set how often and for how long a call is tried. The policy's back-off tells the
	 * waits and the number of retries, its time-out is the deadline of a call as a whole,
	 * and its {@code shouldRetry} can forbid a retry; what must never be retried is not
	 * retried, whatever it says.
	 * @param retryPolicy the policy; unless set, four retries within two minutes, after
	 * half a second and twice as long each time
	 * @return this builder
	 */
	public AdcpClientBuilder retryPolicy(RetryPolicy retryPolicy) {
		this.retryPolicy = retryPolicy;
		return this;
	}

	/**
	 * Set whether keyed calls are refused as long as the seller does not promise to
	 * remember keys.
	 * @param requireIdempotency {@code true} unless set
	 * @return this builder
	 */
	public AdcpClientBuilder requireIdempotency(boolean requireIdempotency) {
		this.requireIdempotency = requireIdempotency;
		return this;
	}

	/**
	 * Set how long the seller's capabilities are remembered.
	 * @param capabilitiesTtl the time, one hour unless set
	 * @return this builder
	 */
	public AdcpClientBuilder capabilitiesTtl(Duration capabilitiesTtl) {
		Assert.isTrue(!capabilitiesTtl.isNegative(), "The time to remember capabilities must not be negative");
		this.capabilitiesTtl = capabilitiesTtl;
		return this;
	}

	/**
	 * Add a listener.
	 * @param listener the listener
	 * @return this builder
	 */
	public AdcpClientBuilder listener(AdcpClientListener listener) {
		this.listeners.add(listener);
		return this;
	}

	/**
	 * Set where calls and attempts are observed.
	 * @param observations the registry; nothing is observed unless set
	 * @return this builder
	 */
	public AdcpClientBuilder observationRegistry(ObservationRegistry observations) {
		this.observations = observations;
		return this;
	}

	/**
	 * Set how bodies are written and read.
	 * @param mapper the mapper
	 * @return this builder
	 */
	public AdcpClientBuilder jsonMapper(JsonMapper mapper) {
		this.mapper = mapper;
		return this;
	}

	/**
	 * Set the clock that tells when a call was frozen.
	 * @param clock the clock, in UTC unless set
	 * @return this builder
	 */
	public AdcpClientBuilder clock(Clock clock) {
		this.clock = clock;
		return this;
	}

	/**
	 * Set the release of AdCP that calls ask for. Before its first call, the client then
	 * reads from the seller's capabilities what it serves, and asks for less where it
	 * must, though never for another major version.
	 * @param version the release, at most the newest that this library speaks, or
	 * {@code null} for calls that say nothing of it, which sellers take for AdCP 3.0;
	 * that is so unless set
	 * @return this builder
	 */
	public AdcpClientBuilder version(@Nullable AdcpVersion version) {
		Assert.isTrue(version == null || (version.major() == 3 && version.compareTo(AdcpVersion.V3_2) <= 0),
				() -> "This client does not speak AdCP " + version + ", but 3.0 to " + AdcpVersion.V3_2);
		this.version = version;
		return this;
	}

	/**
	 * Set the name that the application has for the identity behind its credentials. It
	 * is stored with each call, so that no call is resumed as somebody else.
	 * @param principal the name, or {@code null} for none
	 * @return this builder
	 */
	public AdcpClientBuilder principal(@Nullable String principal) {
		this.principal = principal;
		return this;
	}

	/**
	 * Set how often the seller is asked where a task stands, and for how long.
	 * @param follow the policy, {@link FollowPolicy#DEFAULT} unless set
	 * @return this builder
	 */
	public AdcpClientBuilder follow(FollowPolicy follow) {
		this.follow = follow;
		return this;
	}

	/**
	 * Set where webhooks tell of tasks that are followed in this process.
	 * @param updates the updates, shared with whoever receives webhooks
	 * @return this builder
	 */
	public AdcpClientBuilder taskUpdates(TaskUpdates updates) {
		this.updates = updates;
		return this;
	}

	/**
	 * Set where calls are stored.
	 * @param book the book; none unless set
	 * @return this builder
	 */
	public AdcpClientBuilder callBook(@Nullable AdcpCallBook book) {
		this.book = book;
		return this;
	}

	/**
	 * Set where sellers send webhooks to.
	 * @param notifications makes the address of each call; nowhere unless set
	 * @return this builder
	 */
	public AdcpClientBuilder pushNotifications(@Nullable PushNotifications notifications) {
		this.notifications = notifications;
		return this;
	}

	/** For clients that must not share keys. */
	AdcpClientBuilder usedKeys(UsedKeys usedKeys) {
		this.usedKeys = usedKeys;
		return this;
	}

	/** For tests that control time. */
	AdcpClientBuilder scheduler(Scheduler scheduler) {
		this.scheduler = scheduler;
		return this;
	}

	/**
	 * Build the client.
	 * @return the client; its reactive twin shares everything with it
	 */
	public AdcpClient build() {
		Scheduler timer = (this.scheduler != null) ? this.scheduler : Schedulers.parallel();
		CallTarget target = new CallTarget(this.agent, this.transport.address(), this.principal);
		AdcpTokenSupplier shared = new TokenRenewals(this.tokens, this.attemptTimeout, timer);
		ClientSettings settings = new ClientSettings(this.transport, shared, this.attemptTimeout, this.retryPolicy,
				this.requireIdempotency, this.capabilitiesTtl, List.copyOf(this.listeners), this.observations,
				this.mapper, this.clock, timer, new AttemptTimeouts(timer), this.usedKeys, target, this.follow,
				this.updates, this.book, this.version);
		CallFreezer freezer = new CallFreezer(target, this.mapper, this.clock, this.notifications);
		CallRunner runner = new CallRunner(settings);
		return new BlockingAdcpClient(new DefaultReactiveAdcpClient(target, freezer, runner, this.version != null),
				this.book);
	}

}
