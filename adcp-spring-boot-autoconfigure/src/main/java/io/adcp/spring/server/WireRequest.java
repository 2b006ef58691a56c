package io.adcp.spring.server;

import io.adcp.spring.wire.JsonSlice;

import tools.jackson.databind.JsonNode;

/**
 * A task's request as it came over the wire: the bytes, which the payload hash is taken
 * from, and the tree that they were parsed to.
 *
 * @param slice the bytes
 * @param json the same, parsed
 * @since 0.1.0
 */
public record WireRequest(JsonSlice slice, JsonNode json) {

	@Override
	public String toString() {
		return "WireRequest[" + this.slice.length() + " bytes]";
	}

}
