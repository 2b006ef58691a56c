package io.adcp.spring.autoconfigure.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import io.adcp.spring.client.webhook.BrandJwks;

/**
 * Fetches the keys that a seller publishes, and the document that says where they are.
 * The address is never taken from a message, and redirects are not followed.
 */
final class JwksDownload implements BrandJwks.Download {

	private static final int MAX_BYTES = 256 * 1024;

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final HttpClient client = HttpClient.newBuilder()
		.connectTimeout(TIMEOUT)
		.followRedirects(HttpClient.Redirect.NEVER)
		.build();

	@Override
	public byte[] read(URI url) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
		HttpResponse<InputStream> response = this.client.send(request, BodyHandlers.ofInputStream());
		try (InputStream body = response.body()) {
			byte[] bytes = body.readNBytes(MAX_BYTES + 1);
			if (response.statusCode() != 200 || bytes.length > MAX_BYTES) {
				throw new IOException("No keys at " + url.getHost() + ": status " + response.statusCode());
			}
			return bytes;
		}
	}

}
