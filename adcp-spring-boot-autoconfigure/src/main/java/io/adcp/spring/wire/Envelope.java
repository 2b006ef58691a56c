package io.adcp.spring.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.adcp.spring.AdcpVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The fields that stand beside a task's own in the answer of a success: {@code status},
 * {@code replayed}, {@code idempotency_key}, {@code context} and {@code adcp_version}.
 * They are put in front of the task's fields, whose bytes stay as they are (AdCP 3.2
 * idempotency, rules 2 and 4).
 * <p>
 * The envelope's fields tell of this call alone. A field of the task by such a name is
 * left out, so that a replay never tells of the call before it. The {@code status} alone
 * may be the task's own: see {@link #completed}.
 *
 * @since 0.1.0
 */
public final class Envelope {

	private static final String STATUS = "status";

	private static final String COMPLETED = "\"completed\"";

	/** The envelope's alone, whether this one has them or not. */
	private static final Set<String> RESERVED = Set.of(STATUS, "replayed", "idempotency_key", "context", "timestamp",
			"adcp_version", "adcp_major_version");

	/** What AdCP 3.1 knows as the status of a task. */
	private static final Set<String> TASK_STATUS = Set.of("\"submitted\"", "\"working\"", "\"input-required\"",
			"\"completed\"", "\"canceled\"", "\"failed\"", "\"rejected\"", "\"auth-required\"", "\"unknown\"");

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private static final JsonFactory FACTORY = new JsonFactory();

	private final AdcpVersion version;

	/** Each field by its name, as JSON text. */
	private final Map<String, String> fields;

	private Envelope(AdcpVersion version, Map<String, String> fields) {
		this.version = version;
		this.fields = fields;
	}

	/**
	 * Create the envelope of a task that was carried out. The {@code status} is
	 * {@code completed}, unless the task's answer has one that means something to the
	 * caller. In AdCP 3.0 that is any, because there it is the state of a media buy. From
	 * 3.1 on it is the state of the task, and the buy's stands in
	 * {@code media_buy_status}.
	 * @param version the release of AdCP that the caller is served
	 * @param replayed whether the answer is a replay
	 * @return the envelope
	 */
	public static Envelope completed(AdcpVersion version, boolean replayed) {
		return new Envelope(version, Map.of()).with("replayed", Boolean.toString(replayed));
	}

	/**
	 * Return this envelope with the request's key, as the caller sent it.
	 * @param idempotencyKey the key, or {@code null} where the request had none
	 * @return a new envelope
	 */
	public Envelope withIdempotencyKey(@Nullable String idempotencyKey) {
		return (idempotencyKey == null) ? this : with("idempotency_key",
				MAPPER.writeValueAsString(JsonNodeFactory.instance.stringNode(idempotencyKey)));
	}

	/**
	 * Return this envelope with the request's {@code context}.
	 * @param context the context, or {@code null} where the request had none; JSON's
	 * {@code null} is a context
	 * @return a new envelope
	 */
	public Envelope withContext(@Nullable JsonNode context) {
		return (context == null || context.isMissingNode()) ? this
				: with("context", MAPPER.writeValueAsString(context));
	}

	/**
	 * Return this envelope with the release of AdCP that the caller is served.
	 * @return a new envelope
	 */
	public Envelope withVersion() {
		return with("adcp_version", "\"" + this.version + "\"");
	}

	private Envelope with(String name, String json) {
		Map<String, String> more = new LinkedHashMap<>(this.fields);
		more.put(name, json);
		return new Envelope(this.version, more);
	}

	/**
	 * Put this envelope around a task's answer.
	 * @param body the task's answer, a JSON object
	 * @return the whole answer, a JSON object
	 * @throws MalformedJsonException if the body is not a JSON object
	 */
	public String around(String body) {
		Members members = Members.of(body);
		StringBuilder answer = new StringBuilder(body.length() + 256);
		answer.append("{\"").append(STATUS).append("\":").append(status(members));
		this.fields.forEach((name, json) -> answer.append(",\"").append(name).append("\":").append(json));
		members.writeOwn(answer);
		return answer.toString();
	}

	private String status(Members members) {
		String own = members.text(STATUS);
		String ofBuy = members.text("media_buy_status");
		if (this.version.compareTo(AdcpVersion.V3_1) < 0) {
			return Objects.requireNonNullElse((own != null) ? own : ofBuy, COMPLETED);
		}
		return (own != null && ofBuy == null && TASK_STATUS.contains(own)) ? own : COMPLETED;
	}

	/**
	 * The members of a body, by their names.
	 *
	 * @param body the body
	 * @param places where each member stands
	 * @param start behind the opening brace
	 * @param end behind the closing brace
	 */
	private record Members(String body, Map<String, Place> places, int start, int end) {

		static Members of(String body) {
			try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
				return read(body, parser);
			}
			catch (JacksonException ex) {
				throw new MalformedJsonException("Malformed JSON");
			}
		}

		private static Members read(String body, JsonParser parser) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw new MalformedJsonException("Not an object");
			}
			int start = offset(parser.currentLocation());
			Map<String, Place> places = new LinkedHashMap<>();
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				int name = offset(parser.currentTokenLocation());
				String text = parser.currentName();
				parser.nextToken();
				int value = offset(parser.currentTokenLocation());
				parser.skipChildren();
				parser.finishToken();
				places.put(text, new Place(name, value, offset(parser.currentLocation())));
			}
			int end = offset(parser.currentLocation());
			if (parser.nextToken() != null) {
				throw new MalformedJsonException("More than one value");
			}
			return new Members(body, places, start, end);
		}

		private static int offset(TokenStreamLocation location) {
			return Math.toIntExact(location.getCharOffset());
		}

		/** A text with its quotes, or {@code null} where there is none. */
		@Nullable String text(String name) {
			Place place = this.places.get(name);
			return (place != null && this.body.charAt(place.value()) == '"')
					? this.body.substring(place.value(), place.end()) : null;
		}

		/** The task's own members, and the closing brace. */
		void writeOwn(StringBuilder answer) {
			if (Collections.disjoint(this.places.keySet(), RESERVED)) {
				answer.append(this.places.isEmpty() ? "" : ",").append(this.body, this.start, this.end);
				return;
			}
			this.places.forEach((name, place) -> {
				if (!RESERVED.contains(name)) {
					answer.append(',').append(this.body, place.name(), place.end());
				}
			});
			answer.append('}');
		}

	}

	/**
	 * Where a member stands.
	 *
	 * @param name its name's first quote
	 * @param value its value's first character
	 * @param end behind its value
	 */
	private record Place(int name, int value, int end) {

	}

}
