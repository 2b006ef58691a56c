package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.verification.crash.Forgery.Keys;
import io.adcp.spring.verification.crash.Forgery.Message;

/**
 * Sends buyers what sellers have not sent them, and once more what they have, over and
 * over and in any order.
 */
final class Forger implements AutoCloseable {

	private static final int THREADS = 2;

	private static final int PAUSE_MILLIS = 25;

	private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

	// Old ones as well, but a fresh one is more likely not to have ended yet
	private static final int FRESH = 20;

	private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final List<Sighting> seen = new ArrayList<>();

	private final Map<String, Integer> answers = new TreeMap<>();

	private final Queue<String> accepted = new ConcurrentLinkedQueue<>();

	private final CompletableFuture<Void> enough = new CompletableFuture<>();

	private final Random random;

	private final Keys keys;

	private int left;

	private int all;

	/**
	 * Begin.
	 * @param wanted how many answered deliveries are enough
	 * @param keys what to sign with
	 * @param seed decides what is sent
	 */
	Forger(int wanted, Keys keys, long seed) {
		this.left = wanted;
		this.keys = keys;
		this.random = new Random(seed);
		for (int i = 0; i < THREADS; i++) {
			Future<?> unused = this.threads.scheduleWithFixedDelay(this::forge, PAUSE_MILLIS, PAUSE_MILLIS,
					TimeUnit.MILLISECONDS);
		}
	}

	/**
	 * See a webhook pass.
	 * @param webhook the webhook
	 * @param wire the wire that leads to its buyer
	 */
	synchronized void see(SentWebhook webhook, WebhookWire wire) {
		this.seen.add(new Sighting(webhook, wire));
	}

	private synchronized Sighting choose() {
		int from = this.random.nextBoolean() ? 0 : Math.max(0, this.seen.size() - FRESH);
		return this.seen.get(from + this.random.nextInt(this.seen.size() - from));
	}

	private synchronized boolean isIdle() {
		return this.seen.isEmpty();
	}

	private void forge() {
		try {
			if (!isIdle()) {
				Forgery[] kinds = Forgery.values();
				send(choose(), kinds[this.random.nextInt(kinds.length)]);
			}
		}
		catch (IOException ex) {
			// Its buyer is dead
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (RuntimeException ex) {
			this.accepted.add("The forger itself has failed: " + ex);
		}
	}

	private void send(Sighting sighting, Forgery kind) throws IOException, InterruptedException {
		int port = sighting.wire().port();
		if (port == 0 || (kind.needsTaken() && !sighting.webhook().taken())) {
			return;
		}
		Message message = kind.of(sighting.webhook(), this.keys);
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + port).resolve(URI.create(message.url()).getPath()))
			.timeout(ANSWER_LIMIT)
			.header("Content-Type", "application/json")
			.header("Host", URI.create(message.url()).getAuthority())
			.POST(BodyPublishers.ofByteArray(message.body()));
		message.signature().forEach(request::header);
		count(kind, message, this.client.send(request.build(), BodyHandlers.discarding()).statusCode());
	}

	private synchronized void count(Forgery kind, Message message, int status) {
		this.answers.merge(kind + " " + status, 1, Integer::sum);
		this.all++;
		if (kind.isForged() && status < 300) {
			this.accepted.add("%s was answered by %d at %s".formatted(kind, status, message.url()));
		}
		if (--this.left == 0) {
			this.enough.complete(null);
		}
	}

	/** Completes when enough were answered. */
	CompletableFuture<Void> enough() {
		return this.enough;
	}

	/** How many were answered. */
	synchronized int deliveries() {
		return this.all;
	}

	/** The forged ones that were taken for true. */
	Queue<String> accepted() {
		return this.accepted;
	}

	@Override
	public synchronized String toString() {
		return "webhooks seen=%d, made of them: %s".formatted(this.seen.size(), this.answers);
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	/**
	 * A webhook and its way.
	 */
	private record Sighting(SentWebhook webhook, WebhookWire wire) {
	}

}
