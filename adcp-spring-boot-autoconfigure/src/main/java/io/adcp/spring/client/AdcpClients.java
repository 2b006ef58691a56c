package io.adcp.spring.client;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.springframework.util.Assert;

/**
 * The clients of all sellers that this application knows, by name.
 *
 * @since 0.1.0
 */
public final class AdcpClients {

	private final Map<String, AdcpClient> clients = new LinkedHashMap<>();

	/**
	 * Collect clients.
	 * @param clients the clients, each for another agent
	 */
	public AdcpClients(Collection<AdcpClient> clients) {
		for (AdcpClient client : clients) {
			AdcpClient other = this.clients.putIfAbsent(client.agent(), client);
			Assert.isTrue(other == null, () -> "There are two clients for the agent '" + client.agent() + "'");
		}
	}

	/**
	 * Return the client for a seller.
	 * @param name the seller's name, as in {@code adcp.client.agents.<name>}
	 * @return the client
	 * @throws IllegalArgumentException where there is no such seller
	 */
	public AdcpClient agent(String name) {
		AdcpClient client = this.clients.get(name);
		Assert.isTrue(client != null, () -> "There is no agent '" + name + "': known are " + names()
				+ ", configured as adcp.client.agents.<name>.url");
		return client;
	}

	/**
	 * Return the names of all sellers.
	 * @return the names, in the order of the configuration
	 */
	public Set<String> names() {
		return Collections.unmodifiableSet(this.clients.keySet());
	}

}
