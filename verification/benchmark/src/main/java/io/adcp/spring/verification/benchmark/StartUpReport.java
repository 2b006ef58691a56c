package io.adcp.spring.verification.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Notes when its application is ready, prints that and the memory in use on one line, and
 * ends the application.
 */
class StartUpReport implements ApplicationListener<ApplicationReadyEvent> {

	/**
	 * What the line begins with.
	 */
	static final String MARK = "started ";

	// A second collection also takes what the first has only made unreachable
	private static final int COLLECTIONS = 3;

	private long readyMillis;

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		this.readyMillis = ManagementFactory.getRuntimeMXBean().getUptime();
	}

	static void print(ConfigurableApplicationContext context) {
		for (int i = 0; i < COLLECTIONS; i++) {
			System.gc();
		}
		MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
		System.out.println(MARK + context.getBean(StartUpReport.class).readyMillis + " "
				+ memory.getHeapMemoryUsage().getUsed() + " " + memory.getNonHeapMemoryUsage().getUsed() + " "
				+ ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
		context.close();
	}

}
