package io.adcp.spring.verification.conformance.sandbox;

import io.adcp.spring.AdcpVersion;
import io.adcp.spring.server.AdcpCapabilitiesCustomizer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/**
 * Says that there is a test controller, which is so where the sandbox is and nowhere
 * else. The schema of AdCP 3.0 has no word for scenarios that seed.
 */
@Component
class SandboxCapabilities implements AdcpCapabilitiesCustomizer {

	@Override
	public void customize(ObjectNode capabilities) {
		ArrayNode scenarios = capabilities.putObject("compliance_testing").putArray("scenarios");
		ComplyTestController.SCENARIOS.forEach(scenarios::add);
	}

	@Override
	public void customize(ObjectNode capabilities, AdcpVersion version) {
		customize(capabilities);
		if (version.equals(AdcpVersion.V3_0)) {
			capabilities.withArray("/compliance_testing/scenarios")
				.removeIf((scenario) -> scenario.asString().startsWith("seed_"));
		}
	}

}
