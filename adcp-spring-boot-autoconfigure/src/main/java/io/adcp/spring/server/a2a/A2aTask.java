package io.adcp.spring.server.a2a;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

import io.adcp.spring.server.TaskAnswer;
import io.adcp.spring.wire.A2aVersion;

import tools.jackson.core.JsonGenerator;

/**
 * The task of A2A that carries an answer. It is over when it is told of: completed with
 * whatever the task of AdCP answered, work that goes on included, or failed.
 *
 * @param contextId the conversation
 * @param answer the answer
 * @param time when it was given
 */
record A2aTask(String contextId, TaskAnswer answer, Instant time) {

	private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter
		.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	/** Write the members of the result. */
	void write(A2aVersion version, JsonGenerator json) {
		switch (version) {
			case V1_0 -> {
				json.writeObjectPropertyStart("task");
				writeTask(json, this.answer.error() ? "TASK_STATE_FAILED" : "TASK_STATE_COMPLETED", "");
				json.writeEndObject();
			}
			case V0_3 -> {
				json.writeStringProperty("kind", "task");
				writeTask(json, this.answer.error() ? "failed" : "completed", version.dataKind());
			}
		}
	}

	// The answer's bytes stay as they are, as in each transport.
	private void writeTask(JsonGenerator json, String state, String dataKind) {
		json.writeStringProperty("id", UUID.randomUUID().toString());
		json.writeStringProperty("contextId", this.contextId);
		json.writeObjectPropertyStart("status");
		json.writeStringProperty("state", state);
		json.writeStringProperty("timestamp", MILLISECONDS.format(this.time));
		json.writeEndObject();
		json.writeArrayPropertyStart("artifacts");
		json.writeStartObject();
		json.writeStringProperty("artifactId", "adcp-result");
		json.writeArrayPropertyStart("parts");
		json.writeRawValue("{" + dataKind + "\"data\":" + this.answer.body() + "}");
		json.writeEndArray();
		json.writeEndObject();
		json.writeEndArray();
	}

}
