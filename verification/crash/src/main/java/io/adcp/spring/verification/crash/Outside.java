package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.adcp.spring.verification.crash.buyer.CampaignKind;
import io.adcp.spring.verification.harness.outside.OutsideAdServer;
import io.adcp.spring.verification.harness.outside.OutsideProgram;
import io.adcp.spring.verification.harness.outside.OutsideReceiver;
import io.adcp.spring.verification.harness.outside.OutsideReceiver.Delivery;
import tools.jackson.databind.JsonNode;

/**
 * What the sellers' effects reach: an ad server, and the buyers' receiver of webhooks.
 */
final class Outside implements AutoCloseable {

	private static final int AD_SERVERS_FAULTS = 30;

	private static final int RECEIVERS_FAULTS = 15;

	private static final int FAULTS_IN_A_PROOF = 60;

	private final OutsideProgram adServer;

	private final OutsideProgram receiver;

	/**
	 * Start both.
	 * @param folder the folder that keeps what they get
	 * @param seed decides what fails
	 * @param proof whether a mistake has to come to light in a short time
	 */
	Outside(Path folder, long seed, boolean proof) throws IOException, InterruptedException {
		this.adServer = OutsideProgram.adServer(folder.resolve("ad-server"), new OutsideAdServer.Settings(
				proof ? FAULTS_IN_A_PROOF : AD_SERVERS_FAULTS, seed, CampaignKind.AD_SERVERS_LIMIT));
		this.receiver = OutsideProgram.webhookReceiver(folder.resolve("receiver"),
				new OutsideReceiver.Settings(proof ? FAULTS_IN_A_PROOF : RECEIVERS_FAULTS, seed));
	}

	OutsideProgram adServer() {
		return this.adServer;
	}

	OutsideProgram receiver() {
		return this.receiver;
	}

	/** Where buyers want their webhooks. */
	String webhooks() {
		return this.receiver.address().toString();
	}

	/**
	 * Return what sellers are told of it. Without an ad server, they book at once.
	 * @param backend what keeps their records
	 * @return Spring Boot properties
	 */
	Map<String, String> sellerProperties(Backend backend) {
		return backend.isInDatabase() ? Map.of("sample.seller.ad-server.url", this.adServer.address().toString())
				: Map.of();
	}

	/** From now on, nothing fails outside. */
	void calm() throws IOException, InterruptedException {
		this.adServer.restartWithFaults(0);
		this.receiver.restartWithFaults(0);
	}

	JsonNode orders() throws IOException, InterruptedException {
		return this.adServer.get("/orders");
	}

	List<Delivery> deliveries() throws IOException, InterruptedException {
		return Delivery.all(this.receiver.get("/deliveries"));
	}

	@Override
	public void close() throws InterruptedException {
		this.adServer.close();
		this.receiver.close();
	}

}
