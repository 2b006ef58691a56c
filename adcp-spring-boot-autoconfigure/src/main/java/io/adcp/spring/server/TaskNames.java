package io.adcp.spring.server;

import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Optional;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskCatalog;
import io.adcp.spring.AdcpTaskCatalog.Definition;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Looks at the names of the tasks that methods answer. A task that AdCP does not define
 * is a seller's own; one that is nearly AdCP's is a typing error, and no buyer would find
 * it.
 *
 * @since 0.1.0
 */
public final class TaskNames {

	/** As much as every backend keeps of a task. */
	public static final int MAX_LENGTH = 100;

	private static final int NEAR = 2;

	private static final Log logger = LogFactory.getLog(TaskNames.class);

	private TaskNames() {
	}

	/**
	 * Check the name of a method's {@link AdcpTask}, and log a likely typing error.
	 * @param task the name
	 * @param method the method
	 * @throws io.adcp.spring.InvalidSetupException if the name is blank, or too long to
	 * be stored
	 */
	public static void check(String task, Method method) {
		if (task.isBlank() || task.length() > MAX_LENGTH) {
			throw TaskHandler.invalid(method, "answers a task whose name has " + task.length() + " characters",
					"Give the task a name of 1 to " + MAX_LENGTH + " characters.");
		}
		nearest(task).ifPresent((near) -> logger.warn("Method '" + method.toGenericString() + "' answers the task '"
				+ task + "', which AdCP does not define. Did you mean '" + near + "'?"));
	}

	/**
	 * Find the task of AdCP that a name is probably meant to be.
	 * @param task the name
	 * @return AdCP's name; empty where AdCP defines the task, or none that is near
	 */
	static Optional<String> nearest(String task) {
		if (AdcpTaskCatalog.find(task).isPresent()) {
			return Optional.empty();
		}
		String plain = task.toLowerCase(Locale.ROOT).replace('-', '_');
		return AdcpTaskCatalog.all()
			.stream()
			.map(Definition::name)
			.filter((name) -> distance(plain, name) <= NEAR)
			.findFirst();
	}

	/** The least number of characters to add, take away or replace (Levenshtein). */
	private static int distance(String left, String right) {
		int[] row = new int[right.length() + 1];
		for (int i = 0; i <= left.length(); i++) {
			int diagonal = 0;
			for (int j = 0; j <= right.length(); j++) {
				int above = row[j];
				int step = (i > 0 && j > 0 && left.charAt(i - 1) == right.charAt(j - 1)) ? 0 : 1;
				row[j] = (i == 0) ? j : (j == 0) ? i : Math.min(Math.min(above, row[j - 1]) + 1, diagonal + step);
				diagonal = above;
			}
		}
		return row[right.length()];
	}

}
