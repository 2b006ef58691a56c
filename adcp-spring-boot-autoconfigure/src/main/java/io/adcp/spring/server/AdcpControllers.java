package io.adcp.spring.server;

import java.util.Arrays;
import java.util.List;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Finds the {@link AdcpController} beans, without making any bean to find out what it is.
 *
 * @since 0.1.0
 */
public final class AdcpControllers {

	private AdcpControllers() {
	}

	/**
	 * Return the names of the controllers.
	 * @param beans where they are
	 * @return the names, in the order of registration
	 */
	public static List<String> names(ListableBeanFactory beans) {
		return Arrays.stream(beans.getBeanNamesForType(Object.class, true, false))
			.filter((name) -> beans.findAnnotationOnBean(name, AdcpController.class, false) != null)
			.toList();
	}

}
