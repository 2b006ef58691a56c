package io.adcp.spring.client.webhook;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JWKS of a seller whose operator names it in a {@code brand.json}: that of the one
 * entry of {@code agents} whose {@code url} is the seller's, or else the one at the usual
 * place of its host (AdCP 3.2, webhook signing, step 7). The document is read again each
 * time that the keys are. The first address found is kept: where another one is named
 * later, no keys are read any more until the application starts again, and the log says
 * so.
 *
 * @since 0.1.0
 */
public final class BrandJwks implements Callable<byte[]> {

	private static final Log logger = LogFactory.getLog(BrandJwks.class);

	private final URI brand;

	private final URI agent;

	private final Download download;

	private @Nullable URI pinned;

	/**
	 * Create a source.
	 * @param brand where the operator's {@code brand.json} is
	 * @param agent the seller's address, as the operator writes it
	 * @param download reads a document
	 */
	public BrandJwks(URI brand, URI agent, Download download) {
		this.brand = brand;
		this.agent = agent;
		this.download = download;
	}

	@Override
	public synchronized byte[] call() throws Exception {
		URI found = find(JsonMapper.shared().readTree(this.download.read(this.brand)));
		if (this.pinned != null && !this.pinned.equals(found)) {
			logger.error("The brand.json of " + this.brand.getHost() + " names another JWKS for " + this.agent
					+ " than before. Its webhooks are refused once the keys known are too old. If the change is"
					+ " right, start this application again");
			throw new IOException("The address of the keys has changed");
		}
		this.pinned = found;
		return this.download.read(found);
	}

	private URI find(JsonNode document) throws IOException {
		List<JsonNode> entries = new ArrayList<>();
		collect(document.path("agents"), entries);
		collect(document.path("house").path("agents"), entries);
		document.path("brands").forEach((one) -> collect(one.path("agents"), entries));
		if (entries.size() != 1) {
			throw new IOException("The brand.json has " + entries.size() + " agents at " + this.agent);
		}
		JsonNode named = entries.get(0).path("jwks_uri");
		URI jwks = named.isString() ? this.brand.resolve(named.asString())
				: this.agent.resolve("/.well-known/jwks.json");
		boolean plain = "http".equals(this.brand.getScheme()) && "http".equals(jwks.getScheme());
		if (!plain && !"https".equals(jwks.getScheme())) {
			throw new IOException("The keys must be read over https");
		}
		return jwks;
	}

	/** Byte for byte. */
	private void collect(JsonNode agents, List<JsonNode> into) {
		agents.forEach((entry) -> {
			if (this.agent.toString().equals(entry.path("url").stringValue(""))) {
				into.add(entry);
			}
		});
	}

	/**
	 * Reads a document.
	 */
	@FunctionalInterface
	public interface Download {

		/**
		 * Read a document, bounded in size and time, without following redirects.
		 * @param url where it is
		 * @return its bytes
		 * @throws Exception if it cannot be read
		 */
		byte[] read(URI url) throws Exception;

	}

}
