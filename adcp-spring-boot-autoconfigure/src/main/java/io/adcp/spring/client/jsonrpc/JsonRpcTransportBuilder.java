package io.adcp.spring.client.jsonrpc;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Builds the transport for one seller.
 *
 * @param <B> the type of the builder
 * @since 0.1.0
 */
public abstract class JsonRpcTransportBuilder<B extends JsonRpcTransportBuilder<B>> {

	private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

	private static final Pattern HEADER_NAME = Pattern.compile("[\\w!#$%&'*+.^`|~-]+");

	private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]*");

	private final URI url;

	private final String example;

	private final Map<String, String> headers = new LinkedHashMap<>();

	private WebClient.@Nullable Builder webClient;

	private DataSize maxAnswerSize = DataSize.ofMegabytes(4);

	private boolean allowInsecureHttp;

	/**
	 * Create a builder.
	 * @param url the seller's URL
	 * @param example what such a URL looks like
	 */
	protected JsonRpcTransportBuilder(URI url, String example) {
		this.url = Objects.requireNonNull(url, "url");
		this.example = example;
	}

	/**
	 * Set the builder to make the web client from. It is cloned, so it stays as it is.
	 * Its connector should not follow redirects.
	 * @param webClient the builder
	 * @return this builder
	 */
	public final B webClient(WebClient.Builder webClient) {
		this.webClient = webClient;
		return self();
	}

	/**
	 * Set a header to send with every request.
	 * @param name the header's name
	 * @param value the header's value
	 * @return this builder
	 * @throws IllegalArgumentException where HTTP cannot carry it; the message does not
	 * quote the value, which may be a secret
	 */
	public final B header(String name, String value) {
		Assert.isTrue(HEADER_NAME.matcher(name).matches(), () -> "'" + name + "' is not the name of an HTTP header");
		Assert.isTrue(HEADER_VALUE.matcher(value).matches(),
				() -> "The header " + name + " has a line break or another character that HTTP does not carry");
		this.headers.put(name, value);
		return self();
	}

	/**
	 * Set how large an answer may be, all events of a stream together.
	 * @param maxAnswerSize the size, 4 MB unless set
	 * @return this builder
	 */
	public final B maxAnswerSize(DataSize maxAnswerSize) {
		Assert.isTrue(maxAnswerSize.toBytes() > 0 && maxAnswerSize.toBytes() <= Integer.MAX_VALUE,
				"The largest answer must be between 1 byte and 2 GB");
		this.maxAnswerSize = maxAnswerSize;
		return self();
	}

	/**
	 * Allow plain http to another machine, which shows token, key and request to
	 * everybody on the way.
	 * @param allowInsecureHttp {@code false} unless set; loopback is always allowed
	 * @return this builder
	 */
	public final B allowInsecureHttp(boolean allowInsecureHttp) {
		this.allowInsecureHttp = allowInsecureHttp;
		return self();
	}

	/**
	 * Return this builder as the type that it is.
	 * @return this builder
	 */
	protected abstract B self();

	/**
	 * Build what sends the requests.
	 * @param accepted what kinds of answers are read
	 * @return the endpoint
	 * @throws IllegalArgumentException where the URL is not absolute, has user
	 * information in it, or is neither https nor loopback nor allowed to be insecure
	 */
	protected final JsonRpcEndpoint endpoint(MediaType... accepted) {
		checkUrl();
		int limit = Math.toIntExact(this.maxAnswerSize.toBytes());
		WebClient.Builder builder = (this.webClient != null) ? this.webClient.clone() : WebClient.builder();
		builder.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(limit));
		builder.filter(ExchangeFilterFunction.ofResponseProcessor((response) -> Mono.just(
				isBoundByCodecs(response) ? response : response.mutate().body((body) -> bound(body, limit)).build())));
		this.headers.forEach((name, value) -> builder.defaultHeaders((headers) -> headers.set(name, value)));
		return new JsonRpcEndpoint(builder.build(), this.url, accepted);
	}

	/** A success that is one JSON text is read whole, within the codecs' limit. */
	private static boolean isBoundByCodecs(ClientResponse response) {
		List<String> types = response.headers().header(HttpHeaders.CONTENT_TYPE);
		return response.statusCode().is2xxSuccessful() && types.size() == 1
				&& StringUtils.startsWithIgnoreCase(types.get(0), MediaType.APPLICATION_JSON_VALUE);
	}

	/** The codecs limit a single event, but not a stream of small ones. */
	private static Flux<DataBuffer> bound(Flux<DataBuffer> body, long limit) {
		return Flux.defer(() -> {
			AtomicLong size = new AtomicLong();
			return body.doOnNext((buffer) -> {
				if (size.addAndGet(buffer.readableByteCount()) > limit) {
					DataBufferUtils.release(buffer);
					throw new DataBufferLimitException("More than " + limit + " bytes");
				}
			});
		});
	}

	private void checkUrl() {
		Assert.isTrue(this.url.isAbsolute() && this.url.getHost() != null,
				() -> "The URL of an agent must be absolute, such as " + this.example);
		Assert.isTrue(this.url.getRawUserInfo() == null,
				"The URL of an agent must not hold credentials: set its token instead");
		String scheme = this.url.getScheme().toLowerCase(Locale.ROOT);
		Assert.isTrue("https".equals(scheme) || ("http".equals(scheme) && (this.allowInsecureHttp || isLoopback())),
				() -> "The URL of an agent must be https, since it carries tokens and keys; " + this.url.getHost()
						+ " is not. Plain http is for loopback addresses; anywhere else it needs "
						+ "allow-insecure-http=true");
	}

	/** Names other than localhost are not looked up: what they mean can change. */
	private boolean isLoopback() {
		String host = this.url.getHost().toLowerCase(Locale.ROOT);
		return "localhost".equals(host) || "[::1]".equals(host) || LOOPBACK.matcher(host).matches();
	}

}
