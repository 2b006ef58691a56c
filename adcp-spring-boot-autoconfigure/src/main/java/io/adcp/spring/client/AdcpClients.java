package io.adcp.spring.client;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.springframework.util.Assert;

/**
 * The clients of all sellers that this application knows, by name. A key that was used
 * for one of them is refused for the others.
 *
 * @since 0.1.0
 */
public final class AdcpClients implements AutoCloseable {

	private final Map<String, AdcpClient> clients = new LinkedHashMap<>();

	/**
	 * Build the clients.
	 * @param builders their builders, each for another agent
	 */
	public AdcpClients(Collection<AdcpClientBuilder> builders) {
		UsedKeys usedKeys = new UsedKeys();
		for (AdcpClientBuilder builder : builders) {
			AdcpClient client = builder.usedKeys(usedKeys).build();
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
	 * Return the client for the only seller.
	 * @return the client
	 * @throws IllegalStateException where there are several sellers
	 */
	public AdcpClient single() {
		Assert.state(this.clients.size() == 1,
				() -> "There are several agents, " + names() + ": say which one is meant by AdcpClients.agent(name)");
		return this.clients.values().iterator().next();
	}

	/**
	 * Return the names of all sellers.
	 * @return the names, in the order of the configuration
	 */
	public Set<String> names() {
		return Collections.unmodifiableSet(this.clients.keySet());
	}

	/**
	 * Send the same request to all sellers at the same time, each under a key of its own,
	 * and wait for all of them. A seller that fails takes nothing from the others.
	 * @param <T> the type of the answers
	 * @param request makes the request by the client of a seller; without a key
	 * @param type the type of the answers
	 * @return the results and the failures by seller
	 */
	public <T> SellerResults<T> all(Function<AdcpClient, AdcpRequest> request, Class<T> type) {
		return all(names(), request, type);
	}

	/**
	 * Send the same request to some sellers at the same time, each under a key of its
	 * own, and wait for all of them.
	 * @param <T> the type of the answers
	 * @param sellers the sellers' names
	 * @param request makes the request by the client of a seller; without a key
	 * @param type the type of the answers
	 * @return the results and the failures by seller
	 * @throws IllegalArgumentException where there is no seller of a name; nothing was
	 * sent
	 */
	public <T> SellerResults<T> all(Collection<String> sellers, Function<AdcpClient, AdcpRequest> request,
			Class<T> type) {
		Set<AdcpClient> asked = new LinkedHashSet<>();
		sellers.forEach((name) -> asked.add(agent(name)));
		return BlockingAdcpClient.await((stop) -> new FanOut<T>().send(asked, request, type, stop));
	}

	/**
	 * Close all clients.
	 * @see AdcpClient#close()
	 */
	@Override
	public void close() {
		this.clients.values().forEach(AdcpClient::close);
	}

}
