package io.adcp.spring.verification.crash.badinput;

import java.util.Set;

import io.adcp.spring.verification.crash.single.Reply;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks at one answer: what it is, and what is wrong with it.
 */
final class AnswerCheck {

	private static final Set<Integer> STATUSES = Set.of(200, 202, 204, 400, 401, 403, 404, 405, 406, 409, 410, 413, 414,
			415, 417, 422, 429, 431);

	/**
	 * What a server of HTTP has to say to versions and encodings that it does not know.
	 */
	private static final Set<Integer> STATUSES_OF_HTTP = Set.of(501, 505);

	/**
	 * The one 5xx that AdCP asks for: somebody else was quicker, and a repetition helps.
	 */
	private static final Set<String> BUSY = Set.of(
			"A concurrent request was given precedence and nothing was stored. Repeat with the same key.",
			"The media buy is being changed");

	private static final Set<String> RECOVERIES = Set.of("correctable", "transient", "terminal");

	private AnswerCheck() {
	}

	static Judgement check(Request request, Reply reply) {
		if (reply.silent()) {
			return Judgement.wrong("no answer in time");
		}
		if (reply.cut()) {
			return request.mayCut() ? Judgement.REFUSED : Judgement.wrong("the connection was cut");
		}
		Judgement judgement = status(request, reply, judge(request, reply));
		String leak = Leaks.find(String.join("\n", reply.headers()) + "\n\n" + reply.text(), request.key());
		return (leak != null) ? new Judgement(judgement.kind(), leak, true) : judgement;
	}

	private static Judgement status(Request request, Reply reply, Judgement judgement) {
		int status = reply.status();
		if (request.beneathAdcp() && STATUSES_OF_HTTP.contains(status)) {
			return Judgement.REFUSED;
		}
		boolean busy = status == 503 && judgement.fault() == null && judgement.kind() == Kind.REFUSED;
		return (STATUSES.contains(status) || busy) ? judgement
				: Judgement.wrong("status " + status + ": " + reply.text());
	}

	private static Judgement judge(Request request, Reply reply) {
		if (reply.body().length == 0) {
			return bodiless(request, reply);
		}
		JsonNode body;
		try {
			body = JsonMapper.shared().readTree(reply.body());
		}
		catch (JacksonException ex) {
			return request.beneathAdcp() ? Judgement.REFUSED : malformed("no JSON", reply);
		}
		if (body.has("jsonrpc")) {
			return ofMcp(body, reply);
		}
		if (body.has("adcp_error")) {
			return error(body, reply);
		}
		if (reply.status() == 200 && (request.rest() || request.beneathAdcp())) {
			return success(body);
		}
		return request.beneathAdcp() ? Judgement.REFUSED : malformed("neither result nor error", reply);
	}

	private static Judgement bodiless(Request request, Reply reply) {
		boolean allowed = reply.status() == 202 || request.beneathAdcp();
		return allowed ? Judgement.REFUSED : malformed("no body", reply);
	}

	private static Judgement ofMcp(JsonNode body, Reply reply) {
		JsonNode error = body.path("error");
		if (error.isObject()) {
			boolean complete = error.path("code").isInt() && error.path("message").isString();
			if (error.path("data").has("adcp_error")) {
				return error(error.path("data"), reply);
			}
			return complete ? Judgement.REFUSED : malformed("a JSON-RPC error without code or message", reply);
		}
		JsonNode result = body.path("result");
		if (!result.has("structuredContent")) {
			return result.isObject() ? Judgement.ANSWERED : malformed("no result", reply);
		}
		JsonNode content = result.path("structuredContent");
		if (!JsonMapper.shared()
			.readTree(result.path("content").path(0).path("text").asString("null"))
			.equals(content)) {
			return malformed("text and structured content differ", reply);
		}
		return result.path("isError").asBoolean(false) ? error(content, reply) : success(content);
	}

	private static Judgement error(JsonNode body, Reply reply) {
		JsonNode main = body.path("adcp_error");
		JsonNode first = body.path("errors").path(0);
		if (main.path("code").asString("").isEmpty() || main.path("message").asString("").isEmpty()
				|| !RECOVERIES.contains(first.path("recovery").asString(""))
				|| !first.path("code").equals(main.path("code"))
				|| !body.path("status").asString("").equals("failed")) {
			return malformed("an incomplete AdCP error", reply);
		}
		if (main.path("code").asString().equals("SERVICE_UNAVAILABLE")
				&& !BUSY.contains(main.path("message").asString())) {
			return Judgement.wrong(reply.text());
		}
		return Judgement.REFUSED;
	}

	private static Judgement success(JsonNode body) {
		boolean stored = body.has("media_buy_id") || body.has("synced")
				|| (body.has("creatives") && !body.has("query_summary"));
		boolean fresh = !body.path("replayed").asBoolean(false);
		return (stored && fresh) ? Judgement.EXECUTED : Judgement.ANSWERED;
	}

	private static Judgement malformed(String what, Reply reply) {
		return Judgement.wrong(what + ", status " + reply.status() + ": " + reply.text());
	}

	/**
	 * What an answer is.
	 */
	enum Kind {

		/** A keyed task was carried out: the ledger has one row more. */
		EXECUTED,

		/** A success that leaves no row: a read, a replay. */
		ANSWERED,

		REFUSED,

		/** The request's fault, answered as if it was the server's; or no answer. */
		SERVER_ERROR

	}

	/**
	 * What was found.
	 *
	 * @param kind what the answer is
	 * @param fault what is wrong with it, or {@code null}
	 * @param leak whether what is wrong is that it tells too much
	 */
	record Judgement(Kind kind, @Nullable String fault, boolean leak) {

		static final Judgement EXECUTED = new Judgement(Kind.EXECUTED, null, false);

		static final Judgement ANSWERED = new Judgement(Kind.ANSWERED, null, false);

		static final Judgement REFUSED = new Judgement(Kind.REFUSED, null, false);

		static Judgement wrong(String fault) {
			return new Judgement(Kind.SERVER_ERROR, fault, false);
		}

	}

}
