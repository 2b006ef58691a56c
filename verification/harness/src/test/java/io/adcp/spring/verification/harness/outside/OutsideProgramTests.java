package io.adcp.spring.verification.harness.outside;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OutsideProgram}.
 */
class OutsideProgramTests {

	@TempDir
	Path folder;

	@Test
	void aKilledAdServerComesBackAtTheSameAddressWithItsOrders() throws Exception {
		try (OutsideProgram program = OutsideProgram.adServer(this.folder, OutsideAdServer.Settings.RELIABLE)) {
			URI address = program.address();
			post(address.resolve("/orders"));
			program.killAndRestart();
			assertThat(program.address()).isEqualTo(address);
			assertThat(program.get("/orders")).hasSize(1);
		}
	}

	@Test
	void aKilledReceiverComesBackAtTheSameAddressWithItsDeliveries() throws Exception {
		try (OutsideProgram program = OutsideProgram.webhookReceiver(this.folder,
				new OutsideReceiver.Settings(100, 1))) {
			program.restartWithFaults(0);
			assertThat(post(program.address().resolve("/hook"))).isEqualTo(204);
			program.killAndRestart();
			assertThat(program.get("/deliveries")).hasSize(1);
		}
	}

	private static int post(URI address) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(address)
				.header("Request-Id", "request-1")
				.POST(BodyPublishers.ofString("{\"budget\":1}"))
				.build(), BodyHandlers.discarding())
			.statusCode();
	}

}
