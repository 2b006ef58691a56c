package io.adcp.spring.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.adcp.spring.webhook.DeliveryResult.Verdict;
import io.netty.handler.ssl.SslContextBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Webhooks over TLS: the name in the URL is the name that is verified, although the
 * address was resolved by our own resolver.
 */
class WebhookTlsTests {

	private static final char[] PASSWORD = "changeit".toCharArray();

	private final AtomicInteger received = new AtomicInteger();

	private HttpsServer server;

	private X509Certificate certificate;

	@BeforeEach
	void start(@TempDir Path folder) throws Exception {
		KeyStore store = newKeyStore(folder.resolve("receiver.p12"));
		this.certificate = (X509Certificate) store.getCertificate("receiver");
		this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
		this.server.createContext("/", (exchange) -> {
			this.received.incrementAndGet();
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void aReceiverWhoseCertificateIsTrustedGetsThem() {
		assertThat(send(trusting(), "localhost").verdict()).isEqualTo(Verdict.ACCEPTED);
		assertThat(this.received).hasValue(1);
	}

	@Test
	void aCertificateOfAnotherNameIsRefused() {
		assertThat(send(trusting(), "127.0.0.1").verdict()).isEqualTo(Verdict.FAILED);
		assertThat(this.received).hasValue(0);
	}

	@Test
	void aCertificateThatNobodyVouchesForIsRefused() {
		assertThat(send(HttpClient.create(ConnectionProvider.newConnection()), "localhost").verdict())
			.isEqualTo(Verdict.FAILED);
		assertThat(this.received).hasValue(0);
	}

	private DeliveryResult send(HttpClient client, String host) {
		Duration timeout = Duration.ofSeconds(10);
		return new WebhookSender(new TargetRules(true), Tasks.KEYS.signer(), Clock.systemUTC(), client, timeout,
				timeout)
			.send(new Webhook("https://" + host + ":" + this.server.getAddress().getPort() + "/", null, "{}"));
	}

	private HttpClient trusting() {
		return HttpClient.create(ConnectionProvider.newConnection())
			.secure((spec) -> spec.sslContext(Http11SslContextSpec.forClient().configure(this::trust)));
	}

	private void trust(SslContextBuilder builder) {
		builder.trustManager(this.certificate);
	}

	private static SSLContext context(KeyStore store) throws GeneralSecurityException {
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store, PASSWORD);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), null, null);
		return context;
	}

	// The JDK makes certificates by its tool only.
	private static KeyStore newKeyStore(Path file) throws IOException, InterruptedException, GeneralSecurityException {
		Process tool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "receiver", "-keyalg", "EC", "-groupname", "secp256r1", "-dname",
				"CN=localhost", "-ext", "san=dns:localhost", "-validity", "2", "-storetype", "PKCS12", "-keystore",
				file.toString(), "-storepass", String.valueOf(PASSWORD))
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		assertThat(tool.waitFor(30, TimeUnit.SECONDS)).isTrue();
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(file)) {
			store.load(in, PASSWORD);
		}
		return store;
	}

}
