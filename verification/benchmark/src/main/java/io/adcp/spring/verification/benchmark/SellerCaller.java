package io.adcp.spring.verification.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;

import io.adcp.spring.IdempotencyKey;

/**
 * Buys from the sample seller with as little effort of its own as can be, since caller
 * and seller share the processors.
 */
final class SellerCaller {

	// Known to everybody: see the sample's application.yml
	private static final String TOKEN = "sample-token-pinnacle-agency-4f7c";

	private static final String MESSAGE = """
			{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "create_media_buy", "arguments":
			 {"idempotency_key": "%s", "buyer_ref": "summer-2030", "po_number": "PO-2030-0617",
			  "account": {"brand": {"domain": "acme-outdoor.example"}, "operator": "pinnacle.example"},
			  "brand": {"domain": "acme-outdoor.example"},
			  "start_time": "2030-06-01T00:00:00Z", "end_time": "2030-06-30T23:59:59Z",
			  "packages": [
			   {"product_id": "display-run-of-site", "pricing_option_id": "cpm-usd", "budget": 12500.50, "buyer_ref": "banners"},
			   {"product_id": "video-preroll", "pricing_option_id": "cpm-usd", "budget": 8200, "buyer_ref": "clips"}]}}}""";

	private final URL url;

	SellerCaller(int port) throws IOException {
		this.url = URI.create("http://127.0.0.1:" + port + "/mcp").toURL();
	}

	/**
	 * Buy with a fresh key.
	 * @throws IOException where the seller does not answer
	 * @throws IllegalStateException where it does not sell
	 */
	void buy() throws IOException {
		HttpURLConnection connection = (HttpURLConnection) this.url.openConnection();
		connection.setDoOutput(true);
		connection.setRequestProperty("Content-Type", "application/json");
		connection.setRequestProperty("Accept", "application/json, text/event-stream");
		connection.setRequestProperty("Authorization", "Bearer " + TOKEN);
		try (OutputStream request = connection.getOutputStream()) {
			request.write(MESSAGE.formatted(IdempotencyKey.generate()).getBytes(StandardCharsets.UTF_8));
		}
		// Read to its end and closed, the connection serves the next call
		try (InputStream response = connection.getInputStream()) {
			String answer = new String(response.readAllBytes(), StandardCharsets.UTF_8);
			if (!answer.contains("\"media_buy_id\"")) {
				throw new IllegalStateException("The seller did not sell: " + answer);
			}
		}
	}

}
