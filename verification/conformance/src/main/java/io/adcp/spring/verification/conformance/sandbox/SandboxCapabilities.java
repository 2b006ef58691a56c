package io.adcp.spring.verification.conformance.sandbox;

import java.util.Set;

import io.adcp.spring.AdcpVersion;
import io.adcp.spring.server.AdcpCapabilitiesCustomizer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/**
 * Says that there is a test controller, which is so where the sandbox is and nowhere
 * else. The schema of AdCP 3.0 has words for few scenarios, and one of them is here.
 */
@Component
class SandboxCapabilities implements AdcpCapabilitiesCustomizer {

	private static final Set<String> OF_3_0 = Set.of("force_creative_status");

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
				.removeIf((scenario) -> !OF_3_0.contains(scenario.asString()));
		}
	}

}
