package io.adcp.spring.verification.benchmark;

import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.sun.management.OperatingSystemMXBean;
import io.adcp.spring.verification.harness.DurablePostgres;

import org.springframework.boot.SpringBootVersion;
import org.springframework.core.SpringVersion;

/**
 * What a run was measured on.
 */
final class Machine {

	private static final List<String> TOLD = List.of("server_version", "fsync", "synchronous_commit",
			"full_page_writes", "shared_buffers", "max_wal_size");

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
		for (String name : TOLD) {
			described.put("postgres " + name, postgres.database().text("SHOW " + name));
		}
		return described;
	}

}
