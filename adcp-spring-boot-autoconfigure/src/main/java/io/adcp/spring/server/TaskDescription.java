package io.adcp.spring.server;

import tools.jackson.databind.node.ObjectNode;

/**
 * What a seller tells of one of its tasks.
 *
 * @param name the task's name
 * @param description what it does, in words
 * @param inputSchema the JSON Schema of its request
 * @since 0.1.0
 */
public record TaskDescription(String name, String description, ObjectNode inputSchema) {

}
