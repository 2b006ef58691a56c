package io.adcp.spring.webhook;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.adcp.spring.webhook.DeliveryResult.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the sender makes of receivers, and of those that are none.
 */
class WebhookSenderTests {

	private static final Duration SHORT = Duration.ofMillis(500);

	private final WebhookTarget receiver = new WebhookTarget();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final WebhookSender sender = new WebhookSender(new TargetRules(true), Tasks.KEYS.signer(),
			Clock.systemUTC(), HttpClient.create(ConnectionProvider.newConnection()), SHORT, SHORT.multipliedBy(4));

	private final WebhookSender strict = new WebhookSender(new TargetRules(false), Tasks.KEYS.signer(),
			Clock.systemUTC());

	@AfterEach
	void close() {
		this.receiver.close();
		this.threads.shutdownNow();
	}

	@ParameterizedTest
	@CsvSource({ "200, ACCEPTED", "202, ACCEPTED", "204, ACCEPTED", "301, FAILED", "302, FAILED", "307, FAILED",
			"400, FAILED", "401, FAILED", "403, FAILED", "404, FAILED", "408, FAILED", "409, REFUSED", "410, REFUSED",
			"429, FAILED", "500, FAILED", "503, FAILED" })
	void everyStatusHasItsVerdict(int status, Verdict verdict) {
		this.receiver.answers(status);
		assertThat(send(this.receiver.url())).isEqualTo(new DeliveryResult(verdict, "HTTP " + status));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', value = {
			"Signature error=\"webhook_signature_invalid\" | REFUSED | HTTP 401 webhook_signature_invalid",
			"Bearer realm=\"a\", Signature error=\"webhook_mode_mismatch\" | REFUSED | HTTP 401 webhook_mode_mismatch",
			"Bearer realm=\"a\" | FAILED | HTTP 401", "Bearer error=\"webhook_x\" | FAILED | HTTP 401",
			"Signature error=\"request_signature_invalid\" | FAILED | HTTP 401" })
	void aRefusedSignatureIsNotSentAgain(String challenge, Verdict verdict, String text) {
		this.receiver.answersAlways((exchange) -> {
			exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
			exchange.sendResponseHeaders(401, -1);
		});
		assertThat(send(this.receiver.url())).isEqualTo(new DeliveryResult(verdict, text));
	}

	@Test
	void aRedirectIsNotFollowed() {
		try (WebhookTarget other = new WebhookTarget()) {
			this.receiver.answersAlways((exchange) -> {
				exchange.getResponseHeaders().set("Location", other.url());
				exchange.sendResponseHeaders(307, -1);
			});
			assertThat(send(this.receiver.url()).verdict()).isEqualTo(Verdict.FAILED);
			assertThat(other.received()).isEmpty();
		}
	}

	@Test
	void aReceiverThatNeverAnswersIsLeft() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			DeliveryResult result = send("http://127.0.0.1:" + silent.getLocalPort() + "/");
			assertThat(result).isEqualTo(DeliveryResult.failed("ReadTimeoutException"));
		}
	}

	@Test
	void aReceiverThatAnswersInDropsIsLeft() throws IOException {
		try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.threads.submit(() -> {
				try (Socket socket = slow.accept(); OutputStream out = socket.getOutputStream()) {
					out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
					while (true) {
						out.write('x');
						out.flush();
						new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
					}
				}
			});
			assertThat(send("http://127.0.0.1:" + slow.getLocalPort() + "/").verdict()).isEqualTo(Verdict.FAILED);
		}
	}

	@Test
	void aMegabyteIsNotRead() throws Exception {
		AtomicLong written = new AtomicLong();
		CountDownLatch cut = new CountDownLatch(1);
		this.receiver.answersAlways((exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			byte[] kilobytes = new byte[64 * 1024];
			try (OutputStream out = exchange.getResponseBody()) {
				while (written.get() < 1L << 30) {
					out.write(kilobytes);
					written.addAndGet(kilobytes.length);
				}
			}
			catch (IOException ex) {
				cut.countDown();
				throw ex;
			}
		});
		assertThat(send(this.receiver.url()).verdict()).isEqualTo(Verdict.ACCEPTED);
		assertThat(cut.await(10, TimeUnit.SECONDS)).as("the receiver's connection is closed").isTrue();
		assertThat(written).hasValueLessThan(32L << 20);
	}

	@Test
	void aConnectionIsRefused() throws IOException {
		ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		closed.close();
		assertThat(send("http://127.0.0.1:" + closed.getLocalPort() + "/").verdict()).isEqualTo(Verdict.FAILED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]",
			"[fd00::1]", "10.1.2.3", "169.254.169.254", "[fd00:ec2::254]" })
	void whatIsNotPublicIsNotConnectedTo(String host) {
		DeliveryResult result = this.strict
			.send(new Webhook("https://" + host + ":" + this.receiver.port() + "/", null, "{}"));
		assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
		assertThat(result.text()).isIn("target not allowed", "UnknownHostException");
	}

	@Test
	void anAddressThatIsRefusedNeverSeesAByte() throws Exception {
		try (ServerSocket internal = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			internal.setSoTimeout(1000);
			assertThat(this.strict.send(new Webhook("https://localhost:" + internal.getLocalPort() + "/", null, "{}")))
				.isEqualTo(DeliveryResult.failed("target not allowed"));
			org.assertj.core.api.Assertions.assertThatExceptionOfType(java.net.SocketTimeoutException.class)
				.isThrownBy(internal::accept);
		}
	}

	@Test
	void plainHttpIsNotSent() {
		assertThat(this.strict.send(new Webhook(this.receiver.url(), null, "{}")))
			.isEqualTo(DeliveryResult.failed("target not allowed"));
		assertThat(this.receiver.received()).isEmpty();
	}

	@Test
	void withoutAKeyNothingIsSentUnsigned() {
		WebhookSender keyless = new WebhookSender(new TargetRules(true), null, Clock.systemUTC());
		assertThat(keyless.send(new Webhook(this.receiver.url(), null, "{}")).text()).contains("adcp.webhook.keys");
		assertThat(this.receiver.received()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP://LocalHost:%d/a/../b/%%7euser?x=%%2f&y=%%2F", "http://127.0.0.1:%d",
			"http://127.0.0.1:%d?x=1", "http://127.0.0.1:%d/a//b/./c#fragment" })
	void whatArrivesIsWhatWasSigned(String url) {
		assertThat(send(url.formatted(this.receiver.port())).verdict()).isEqualTo(Verdict.ACCEPTED);
		assertThat(Tasks.verifier().verify(this.receiver.received().get(0).signed(), Instant.now())).isEqualTo("key-1");
	}

	private DeliveryResult send(String url) {
		return this.sender.send(new Webhook(url, null, "{}"));
	}

}
