package io.adcp.spring.client;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import io.adcp.spring.AdcpTaskCatalog;
import io.adcp.spring.IdempotencyKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.Assert;

/**
 * Turns what the caller said into a call: chooses its key and writes its bytes, once.
 */
final class CallFreezer {

	private final CallTarget target;

	private final JsonMapper mapper;

	private final Clock clock;

	private final @Nullable PushNotifications notifications;

	CallFreezer(CallTarget target, JsonMapper mapper, Clock clock, @Nullable PushNotifications notifications) {
		this.target = target;
		this.mapper = mapper;
		this.clock = clock;
		this.notifications = notifications;
	}

	/**
	 * Freeze a call. A key in the body takes precedence over one that was set beside it,
	 * and that over the key of a scope.
	 */
	AdcpCall freeze(RequestState request, @Nullable IdempotencyKeyScope scope, StatedVersion version) {
		String id = UUID.randomUUID().toString();
		SerializedBody body = version.addTo(SerializedBody.read(this.mapper, write(request, id)));
		byte[] json = body.json();
		boolean keyed = isKeyed(request, json);
		Assert.isTrue(body.isObject(), () -> "The body of " + request.task()
				+ " must be written as a JSON object: give a record, a map or an ObjectNode");
		String key = givenKey(request, body.key());
		if (key == null && keyed) {
			key = (scope != null) ? scope.keyFor(this.target.agent(), request.task(), json) : IdempotencyKey.generate();
		}
		byte[] arguments = (key != null && body.key() == null) ? withKey(body, key) : json;
		// whole milliseconds survive every database
		return new AdcpCall(id, this.target, request.task(), key, this.clock.instant().truncatedTo(ChronoUnit.MILLIS),
				arguments, request.webhook(), CallProgress.unsent());
	}

	private static boolean isKeyed(RequestState request, byte[] json) {
		Boolean said = request.keyed();
		return AdcpTaskCatalog.find(request.task()).map((definition) -> {
			boolean keyed = definition.keyed() || StateChanges.isChangingRead(request.task(), json);
			Assert.isTrue(said == null || said == keyed, () -> "AdCP says that this " + request.task()
					+ (keyed ? " carries" : " needs no") + " idempotency_key: leave out keyed(" + said + ")");
			return keyed;
		}).orElseGet(() -> {
			Assert.isTrue(said != null || request.idempotencyKey() != null, () -> "AdCP does not define the task "
					+ request.task() + ": say keyed(true) or keyed(false), or give an idempotencyKey");
			return Boolean.TRUE.equals(said);
		});
	}

	private byte[] write(RequestState request, String id) {
		byte[] json = write(request);
		if (!request.webhook()) {
			return json;
		}
		Assert.state(this.notifications != null, () -> "There is nowhere to receive webhooks about " + request.task()
				+ ": set adcp.client.webhook.url to the address of this application");
		JsonNode body = JsonMapper.shared().readTree(json);
		Assert.isTrue(!body.has(PushNotifications.FIELD), () -> "The body of " + request.task() + " has a "
				+ PushNotifications.FIELD + " of its own: leave out webhook(), or that field");
		String config = this.notifications.configFor(this.target.agent(), id).toString();
		return SerializedBody.read(this.mapper, json).behind("\"" + PushNotifications.FIELD + "\":" + config);
	}

	private byte[] write(RequestState request) {
		if (request.body() == null) {
			return "{}".getBytes(StandardCharsets.UTF_8);
		}
		try {
			return this.mapper.writeValueAsBytes(request.body());
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("The body of " + request.task() + " cannot be written as JSON", ex);
		}
	}

	private static @Nullable String givenKey(RequestState request, @Nullable String inBody) {
		if (inBody != null) {
			return IdempotencyKey.validate(inBody);
		}
		return (request.idempotencyKey() != null) ? IdempotencyKey.validate(request.idempotencyKey()) : null;
	}

	/**
	 * Leaves the caller's bytes as they are: the key, which needs no escapes, goes in
	 * front or replaces a {@code null}.
	 */
	private static byte[] withKey(SerializedBody body, String key) {
		String quoted = "\"" + key + "\"";
		if (body.hasField()) {
			return body.inPlaceOfNull(quoted.getBytes(StandardCharsets.UTF_8));
		}
		return body.behind("\"" + AdcpCallJson.KEY_FIELD + "\":" + quoted);
	}

}
