package io.adcp.spring.verification.benchmark;

import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

import com.sun.management.OperatingSystemMXBean;

import org.springframework.boot.SpringBootVersion;
import org.springframework.core.SpringVersion;

/**
 * What a run was measured on.
 */
final class Machine {

	private Machine() {
	}

	static Map<String, String> describe(DurablePostgres postgres) throws SQLException {
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		Map<String, String> described = new LinkedHashMap<>();
		described.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
		described.put("memory", system.getTotalMemorySize() / (1024 * 1024) + " MB");
		described.put("heap", Runtime.getRuntime().maxMemory() / (1024 * 1024) + " MB");
		described.put("os", system.getName() + " " + system.getVersion() + " " + system.getArch());
		described.put("jdk", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
		described.put("spring-boot", String.valueOf(SpringBootVersion.getVersion()));
		described.put("spring-framework", String.valueOf(SpringVersion.getVersion()));
		postgres.describe().forEach((name, value) -> described.put("postgres " + name, value));
		return described;
	}

}
