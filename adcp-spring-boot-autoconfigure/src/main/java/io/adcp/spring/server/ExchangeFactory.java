package io.adcp.spring.server;

import java.lang.reflect.Type;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * Makes the exchanges of a transport's calls.
 *
 * @since 0.1.0
 */
public final class ExchangeFactory {

	private final AccountResolver accounts;

	private final PayloadHasher hasher;

	private final ResponseCodec codec;

	private final ServedVersions versions;

	/**
	 * Create a factory.
	 * @param accounts tells the account of a call
	 * @param hasher tells equal payloads from others
	 * @param codec writes what handlers return
	 * @param versions the releases of AdCP that are served
	 */
	public ExchangeFactory(AccountResolver accounts, PayloadHasher hasher, ResponseCodec codec,
			ServedVersions versions) {
		this.accounts = accounts;
		this.hasher = hasher;
		this.codec = codec;
		this.versions = versions;
	}

	/**
	 * Return what answers these exchanges.
	 * @return puts the envelope around responses and errors
	 */
	public Answers answers() {
		return new Answers(this.versions);
	}

	/**
	 * Make an exchange.
	 * @param task the task's name
	 * @param request the request
	 * @param agent the authenticated agent, or {@code null} for nobody
	 * @return the exchange, not bound to a thread yet
	 */
	public AdcpExchange create(String task, JsonNode request, @Nullable String agent) {
		return create(task, new WireRequest(request), agent, this.codec);
	}

	/**
	 * Make an exchange of a transport that cannot carry every answer.
	 * @param task the task's name
	 * @param request the request
	 * @param agent the authenticated agent, or {@code null} for nobody
	 * @param check throws where the transport cannot carry what a handler returned; it is
	 * asked before the call commits
	 * @return the exchange, not bound to a thread yet
	 */
	AdcpExchange create(String task, JsonNode request, @Nullable String agent, Consumer<String> check) {
		return create(task, new WireRequest(request), agent, new CheckedFormat(this.codec, check));
	}

	/**
	 * Make an exchange of a transport that writes its answers in its own way.
	 * @param task the task's name
	 * @param request the request
	 * @param agent the authenticated agent, or {@code null} for nobody
	 * @param format writes what the handler returns
	 * @return the exchange, not bound to a thread yet
	 */
	public AdcpExchange create(String task, WireRequest request, @Nullable String agent, ResponseFormat format) {
		return new AdcpExchange(task, request, agent, this.accounts, this.hasher, format, this.versions);
	}

	private record CheckedFormat(ResponseFormat format, Consumer<String> check) implements ResponseFormat {

		@Override
		public String write(@Nullable Object returned) throws Exception {
			String response = this.format.write(returned);
			this.check.accept(response);
			return response;
		}

		@Override
		public @Nullable Object read(String response, Type type) {
			return this.format.read(response, type);
		}

	}

}
