package io.adcp.spring.verification.crash.purchaser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.AdcpException;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpClient;
import io.adcp.spring.client.AdcpResult;
import io.adcp.spring.client.CallOutcomes;
import io.adcp.spring.verification.crash.buyer.CampaignKind;
import io.adcp.spring.verification.crash.buyer.CampaignRequest;
import io.adcp.spring.verification.crash.seller.CrashPoint;
import tools.jackson.databind.JsonNode;

import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides on purchases until there is a stop file, and brings each to its end: half of
 * them are followed by who has sent them, the others are left to webhooks and to the next
 * pass over the book.
 */
class PurchaseDesk implements SmartLifecycle, CallOutcomes<JsonNode> {

	private static final int BUYING = 3;

	private static final int FOLLOWING = 8;

	private static final int MOST_OPEN = 12;

	private static final int PAUSE_MILLIS = 100;

	private static final int PASS_MILLIS = 3000;

	private static final int RESUMED_AT_ONCE = 4;

	private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(BUYING + FOLLOWING);

	private final String name;

	private final Path stop;

	private final boolean resumes;

	private final AdcpClient client;

	private final Purchases purchases;

	private final TransactionTemplate transaction;

	private volatile boolean running;

	PurchaseDesk(String name, Path stop, boolean resumes, AdcpClient client, Purchases purchases,
			PlatformTransactionManager transactions) {
		this.name = name;
		this.stop = stop;
		this.resumes = resumes;
		this.client = client;
		this.purchases = purchases;
		this.transaction = new TransactionTemplate(transactions);
	}

	@Override
	public void start() {
		this.running = true;
		repeat(this::buy, PAUSE_MILLIS);
		if (this.resumes) {
			repeat(this::resume, PASS_MILLIS);
		}
	}

	private void repeat(Runnable work, int pauseMillis) {
		ScheduledFuture<?> unused = this.threads.scheduleWithFixedDelay(() -> orSay(work), 0, pauseMillis,
				TimeUnit.MILLISECONDS);
	}

	// The book has whatever could not be done now, and the next pass goes on with it
	private static void orSay(Runnable work) {
		try {
			work.run();
		}
		catch (RuntimeException ex) {
			System.out.println("LATER: " + ex);
		}
	}

	private void buy() {
		for (int open = this.purchases.open(); open < MOST_OPEN && !Files.exists(this.stop); open++) {
			int number = this.purchases.next();
			AdcpCall call = decide(number);
			this.threads.execute(() -> orSay(() -> send(call, number % 2 == 0)));
		}
	}

	private AdcpCall decide(int number) {
		String campaign = this.name + "-" + number;
		AdcpCall call = this.client
			.createMediaBuy(CampaignRequest.of(this.name, campaign, CampaignKind.FOLLOWED.of(number), number))
			.webhook()
			.prepare();
		this.transaction.executeWithoutResult((status) -> {
			this.purchases.decided(call.id(), number, campaign);
			this.client.store(call);
		});
		return call;
	}

	private void send(AdcpCall call, boolean follows) {
		CrashPoint.STORED.pass();
		AdcpResult<JsonNode> answer = this.client.resume(call, JsonNode.class);
		if (answer.isUnfinished()) {
			CrashPoint.SUBMITTED.pass();
			if (!follows) {
				return;
			}
			answer = this.client.follow(answer, JsonNode.class);
			CrashPoint.FOLLOWED.pass();
		}
		AdcpResult<JsonNode> end = answer;
		this.client.settle(end, () -> ended(call, end, "follow"));
	}

	private void resume() {
		this.client.resumeAll(RESUMED_AT_ONCE, JsonNode.class, this);
	}

	@Override
	public void succeeded(AdcpCall call, AdcpResult<JsonNode> result) {
		ended(call, result, "pass");
	}

	@Override
	public void failed(AdcpCall call, AdcpException failure) {
		this.purchases.ended(call.id(), "failed", null, "pass");
	}

	// The status of an answer that came at once may be the media buy's
	private void ended(AdcpCall call, AdcpResult<JsonNode> end, String toldBy) {
		this.purchases.ended(call.id(), "completed", end.body().path("media_buy_id").asString(""), toldBy);
	}

	@Override
	public void stop() {
		this.running = false;
		this.threads.shutdownNow();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
