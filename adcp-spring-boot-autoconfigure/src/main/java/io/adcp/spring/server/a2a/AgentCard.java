package io.adcp.spring.server.a2a;

import java.util.Set;

import io.adcp.spring.wire.A2aVersion;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the agent tells of itself to those who may want to call it.
 *
 * @param name the agent's name
 * @param version the agent's version
 * @param versions the versions of A2A that are spoken
 * @param tasks the tasks that are answered
 */
record AgentCard(String name, String version, Set<A2aVersion> versions, Set<String> tasks) {

	private static final String BINDING = "JSONRPC";

	private static final String JSON = "application/json";

	/**
	 * Write the card. With A2A 0.3 it has the members of both versions.
	 * @param url the endpoint's address
	 * @return the card
	 */
	ObjectNode write(String url) {
		ObjectNode card = JsonNodeFactory.instance.objectNode();
		card.put("name", this.name);
		card.put("description", "Answers tasks of AdCP, the Ad Context Protocol");
		card.put("version", this.version);
		ArrayNode interfaces = card.putArray("supportedInterfaces");
		this.versions.forEach((spoken) -> interfaces.addObject()
			.put("url", url)
			.put("protocolBinding", BINDING)
			.put("protocolVersion", spoken.toString()));
		if (this.versions.contains(A2aVersion.V0_3)) {
			card.put("url", url);
			card.put("preferredTransport", BINDING);
			card.put("protocolVersion", "0.3.0");
		}
		writeCapabilities(card.putObject("capabilities"));
		card.putArray("defaultInputModes").add(JSON);
		card.putArray("defaultOutputModes").add(JSON);
		writeSkills(card.putArray("skills"));
		return card;
	}

	private static void writeCapabilities(ObjectNode capabilities) {
		capabilities.put("streaming", false);
		capabilities.put("pushNotifications", false);
		capabilities.putArray("extensions")
			.addObject()
			.put("uri", A2aVersion.PROFILE)
			.put("description", "Tasks of AdCP as structured invocations")
			.put("required", true);
	}

	private void writeSkills(ArrayNode skills) {
		for (String task : this.tasks) {
			ObjectNode skill = skills.addObject();
			skill.put("id", task);
			skill.put("name", task);
			skill.put("description", "AdCP task " + task);
			skill.putArray("tags").add("adcp");
		}
	}

}
