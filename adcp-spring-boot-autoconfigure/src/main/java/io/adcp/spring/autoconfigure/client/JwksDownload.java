package io.adcp.spring.autoconfigure.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Fetches the keys that a seller publishes. The address is configured and never taken
 * from a message, and redirects are not followed.
 */
final class JwksDownload implements Callable<byte[]> {

	private static final int MAX_BYTES = 256 * 1024;

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final HttpClient client = HttpClient.newBuilder()
		.connectTimeout(TIMEOUT)
		.followRedirects(HttpClient.Redirect.NEVER)
		.build();

	private final URI url;

	JwksDownload(URI url) {
		this.url = url;
	}

	@Override
	public byte[] call() throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(this.url).timeout(TIMEOUT).build();
		HttpResponse<InputStream> response = this.client.send(request, BodyHandlers.ofInputStream());
		try (InputStream body = response.body()) {
			byte[] bytes = body.readNBytes(MAX_BYTES + 1);
			if (response.statusCode() != 200 || bytes.length > MAX_BYTES) {
				throw new IOException("No key set at " + this.url.getHost() + ": status " + response.statusCode());
			}
			return bytes;
		}
	}

}
