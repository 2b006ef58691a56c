package io.adcp.spring.server;

import tools.jackson.databind.node.ObjectNode;

/**
 * What is checked of a request, as far as JSON Schema has words for it.
 *
 * @since 0.1.0
 */
public interface RequestRules {

	/** Nothing is checked. */
	RequestRules NONE = new RequestRules() {

		@Override
		public boolean describe(Class<?> type, String property, ObjectNode schema) {
			return false;
		}

		@Override
		public RequestRules within(Class<?> type, String property) {
			return this;
		}

	};

	/**
	 * Add the rules of a property to its schema.
	 * @param type the type that has the property
	 * @param property the property's name in Java
	 * @param schema the schema, with its {@code type}
	 * @return whether the property must be there
	 */
	boolean describe(Class<?> type, String property, ObjectNode schema);

	/**
	 * Return the rules for what a property holds.
	 * @param type the type that has the property
	 * @param property the property's name in Java
	 * @return the rules, none where what it holds is not looked at
	 */
	RequestRules within(Class<?> type, String property);

}
