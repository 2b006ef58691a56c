package io.adcp.spring.server;

/**
 * The answer to a task, envelope included.
 *
 * @param body a JSON object
 * @param error whether it is an AdCP error
 * @since 0.1.0
 */
public record TaskAnswer(String body, boolean error) {

}
