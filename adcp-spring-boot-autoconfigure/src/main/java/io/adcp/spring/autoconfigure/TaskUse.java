package io.adcp.spring.autoconfigure;

import java.util.function.BooleanSupplier;

import io.adcp.spring.task.WorkMethods;

import org.springframework.beans.factory.config.SingletonBeanRegistry;

/**
 * Tells whether the application has tasks that finish later: work that is done for them,
 * or a bean that takes {@link io.adcp.spring.task.AdcpTasks}, which is lazy and is made
 * for that bean.
 */
class TaskUse implements BooleanSupplier {

	static final String TASKS = "adcpTasks";

	private final WorkMethods methods;

	private final SingletonBeanRegistry beans;

	TaskUse(WorkMethods methods, SingletonBeanRegistry beans) {
		this.methods = methods;
		this.beans = beans;
	}

	@Override
	public boolean getAsBoolean() {
		return !this.methods.isEmpty() || this.beans.containsSingleton(TASKS);
	}

}
