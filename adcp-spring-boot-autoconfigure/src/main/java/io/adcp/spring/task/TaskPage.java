package io.adcp.spring.task;

import java.util.List;

/**
 * Some of the tasks that a {@link TaskQuery} asks for.
 *
 * @param tasks the tasks
 * @param total how many match, with those that are not on this page
 * @since 0.1.0
 */
public record TaskPage(List<TaskRecord> tasks, int total) {

}
