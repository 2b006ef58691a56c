package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

import io.adcp.spring.verification.crash.buyer.CampaignKind;
import io.adcp.spring.verification.harness.Database;
import io.adcp.spring.verification.harness.DurablePostgres;
import io.adcp.spring.verification.harness.SellerProcess;
import org.jspecify.annotations.Nullable;

/**
 * What is prepared once for all attempts of a run: the servers, the tables, and the
 * programs in a form in which they start fast.
 */
final class Stage implements AutoCloseable {

	private static final String REHEARSAL = "rehearsal";

	private static final int ANSWER_SECONDS = 60;

	private final Path folder;

	private final DurablePostgres postgres;

	private final @Nullable RedisStore redis;

	private final SellerPackage sellers;

	private final BuyerPackage buyers;

	private final Backend backend;

	private final WebhookKey webhookKey;

	/**
	 * Prepare.
	 * @param jar the seller's jar
	 * @param folder where all files of the run are
	 * @param backend what keeps the records
	 */
	Stage(Path jar, Path folder, Backend backend) throws IOException, InterruptedException, SQLException {
		this.folder = folder;
		this.backend = backend;
		Path files = Files.createDirectories(folder.resolve("stage"));
		this.webhookKey = WebhookKey.create(files);
		this.postgres = new DurablePostgres(files);
		this.redis = backend.isInDatabase() ? null : new RedisStore(files);
		this.sellers = new SellerPackage(jar, files, backend);
		this.buyers = new BuyerPackage(files);
		rehearse(database(REHEARSAL, "template1"));
	}

	private void rehearse(Database database) throws IOException, InterruptedException, SQLException {
		try (Outside outside = new Outside(this.folder.resolve("rehearsal"), 0, false)) {
			Map<String, String> properties = properties(database);
			properties.putAll(outside.sellerProperties(this.backend));
			rehearse(properties, outside.webhooks());
		}
		if (!this.sellers.isRehearsed()) {
			throw new IllegalStateException("The sellers' rehearsal has failed: see " + this.folder);
		}
		database.execute("TRUNCATE media_buy CASCADE");
		if (this.backend.isInDatabase()) {
			database.execute("TRUNCATE direct_buy, adcp_idempotency, adcp_idempotency_claim, adcp_idempotency_task, "
					+ "adcp_idempotency_work, adcp_idempotency_webhook");
		}
	}

	private void rehearse(Map<String, String> properties, String webhooks) throws IOException, InterruptedException {
		try (SellerProcess seller = this.sellers.rehearse(properties)) {
			this.buyers.rehearse(seller.awaitReady(SellerPackage.START_LIMIT).endpoint(), webhooks,
					this.backend.isInDatabase() ? CampaignKind.MIXED : CampaignKind.AT_ONCE);
			seller.end(SellerPackage.START_LIMIT);
		}
	}

	/**
	 * Make a database with the sellers' tables, where nothing is bought yet.
	 * @param name its name
	 */
	Database database(String name) throws SQLException {
		return database(name, REHEARSAL);
	}

	private Database database(String name, String template) throws SQLException {
		return this.postgres.create(name, template).withTimeout(ANSWER_SECONDS);
	}

	/**
	 * Return what all sellers are told.
	 * @param database their database
	 * @return Spring Boot properties
	 */
	Map<String, String> properties(Database database) {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("spring.profiles.active", "postgres");
		properties.put("spring.datasource.url", database.url());
		properties.put("spring.datasource.username", Database.USER);
		properties.put("spring.datasource.password", "");
		properties.put("spring.datasource.hikari.maximum-pool-size", "16");
		properties.put("spring.datasource.hikari.connection-timeout", "10000");
		properties.put("spring.datasource.hikari.initialization-fail-timeout", "20000");
		properties.put("adcp.task.take-over", "4s");
		properties.put("adcp.task.poll-interval", "1s");
		properties.put("adcp.task.back-off.longest", "2s");
		properties.put("adcp.webhook.allow-insecure-targets", "true");
		properties.put("adcp.webhook.keys[0].id", WebhookKey.ID);
		properties.put("adcp.webhook.keys[0].private-key", this.webhookKey.privateKey().toUri().toString());
		properties.put("adcp.webhook.keys[0].public-key", this.webhookKey.publicKey().toUri().toString());
		properties.put("adcp.idempotency.in-flight-max", "10s");
		if (this.redis != null) {
			properties.put("adcp.idempotency.backend", "redis");
			// A dead seller's key is blocked for that long
			properties.put("adcp.idempotency.in-flight-max", "5s");
			properties.put("spring.data.redis.url", this.redis.url());
			properties.put("spring.data.redis.timeout", "2s");
			properties.put("spring.data.redis.repositories.enabled", "false");
		}
		return properties;
	}

	/**
	 * Return what sellers are told on a database that was made here.
	 * @param database their database
	 * @return Spring Boot properties
	 */
	Map<String, String> propertiesOnceRehearsed(Database database) {
		Map<String, String> properties = properties(database);
		properties.put("spring.flyway.enabled", "false");
		properties.put("adcp.idempotency.jdbc.schema-management", "validate");
		return properties;
	}

	DurablePostgres postgres() {
		return this.postgres;
	}

	WebhookKey webhookKey() {
		return this.webhookKey;
	}

	SellerPackage sellers() {
		return this.sellers;
	}

	BuyerPackage buyers() {
		return this.buyers;
	}

	@Override
	public void close() throws IOException, InterruptedException {
		this.postgres.close();
		if (this.redis != null) {
			this.redis.close();
		}
	}

}
