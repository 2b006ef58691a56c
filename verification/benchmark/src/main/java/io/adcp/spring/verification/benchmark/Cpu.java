package io.adcp.spring.verification.benchmark;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;

/**
 * The processor time of this JVM, of all its threads together.
 */
final class Cpu {

	private static final OperatingSystemMXBean SYSTEM = ManagementFactory
		.getPlatformMXBean(OperatingSystemMXBean.class);

	private Cpu() {
	}

	static double micros() {
		return SYSTEM.getProcessCpuTime() / 1e3;
	}

}
