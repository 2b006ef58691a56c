package io.adcp.spring.client.book;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.IdempotencyExpiredException;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.client.AdcpAnswer;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpCallBook.Settlement;
import io.adcp.spring.client.AdcpCallBook.Unsettled;
import io.adcp.spring.client.AdcpClient;
import io.adcp.spring.client.AdcpResult;
import io.adcp.spring.client.AdcpTransport;
import io.adcp.spring.client.CallEnd;
import io.adcp.spring.client.CallOutcomes;
import io.adcp.spring.client.Reconciliation;
import io.adcp.spring.client.Reconciliation.Verdict;
import io.adcp.spring.client.ResumedCalls;
import io.adcp.spring.client.task.TaskUpdate;
import io.adcp.spring.idempotency.encryption.EncryptionKey;
import io.adcp.spring.testing.AdjustableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What the book promises on every database.
 */
abstract class CallBookContract {

	private static final EncryptionKey KEY = EncryptionKey.parse("2026-01:" + "A".repeat(43) + "=");

	private static final Map<String, Object> BUY = Map.of("buyer_ref", "b-1", "budget", 100);

	private final AdjustableClock clock = new AdjustableClock();

	private final Queue<String> answers = new ConcurrentLinkedQueue<>();

	private final List<AdcpCall> sent = new ArrayList<>();

	private final AdcpTransport seller = (call, token) -> answer(call);

	private BookFixture fixture;

	private AdcpClient client;

	abstract BookFixture createFixture();

	@BeforeEach
	void open() {
		this.fixture = createFixture();
		this.client = client(this.fixture.book(KEY, this.clock));
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private AdcpClient client(JdbcCallBook book) {
		return AdcpClient.builder("acme", this.seller)
			.retryPolicy(RetryPolicy.withMaxRetries(0))
			.clock(this.clock)
			.callBook(book)
			.build();
	}

	private synchronized Mono<AdcpAnswer> answer(AdcpCall call) {
		if (call.task().equals("get_adcp_capabilities")) {
			return json("{\"adcp\":{\"idempotency\":{\"supported\":true,\"replay_ttl_seconds\":86400}}}");
		}
		this.sent.add(call);
		return json(this.answers.size() > 1 ? this.answers.remove() : this.answers.element());
	}

	private static Mono<AdcpAnswer> json(String content) {
		ObjectNode node = (ObjectNode) JsonMapper.shared().readTree(content);
		return Mono.just(new AdcpAnswer(node, node.has("adcp_error")));
	}

	@Test
	void aCallIsFoundAfterARestartWithItsKeyAndItsBytes() {
		AdcpCall stored = store();
		AdcpCall found = this.fixture.book(KEY, this.clock).find(stored.id()).orElseThrow();
		assertThat(found).isEqualTo(stored);
		assertThat(found.executionPossible()).isTrue();
		assertThat(this.fixture.book(KEY, this.clock).unsettled("acme", null, 10)).extracting(Unsettled::call)
			.containsExactly(stored);
		assertThat(this.fixture.book(KEY, this.clock).unsettled("nova", null, 10)).isEmpty();
	}

	@Test
	void aCallIsStoredByTheTransactionThatDecidesToBuyOrNotAtAll() {
		AdcpCall call = this.client.createMediaBuy(BUY).prepare();
		assertThatIllegalStateException().isThrownBy(() -> this.fixture.transaction().executeWithoutResult((status) -> {
			this.client.store(call);
			throw new IllegalStateException("No budget after all");
		}));
		assertThat(this.fixture.book(KEY, this.clock).find(call.id())).isEmpty();
	}

	@Test
	void keysAndBytesAreEncryptedAtRestAndGoneOnceTheCallIsSettled() {
		AdcpCall call = store();
		assertThat(this.fixture.column(call, "frozen_call")).startsWith("adcp1:2026-01:")
			.doesNotContain(call.idempotencyKey(), "buyer_ref");
		this.answers.add("{\"media_buy_id\":\"mb-1\"}");
		AdcpResult<JsonNode> result = this.client.resume(call, JsonNode.class);
		assertThat(this.client.settle(result, () -> {
		})).isTrue();
		assertThat(this.fixture.column(call, "frozen_call")).isNull();
		assertThat(this.fixture.column(call, "status")).isEqualTo("completed");
		assertThat(this.fixture.book(KEY, this.clock).unsettled("acme", null, 10)).isEmpty();
	}

	@Test
	void withoutItsEncryptionKeyACallIsNotReadAndNotSent() {
		AdcpCall call = store();
		EncryptionKey other = EncryptionKey.parse("2027-01:" + "B".repeat(42) + "A=");
		assertThatIllegalStateException().isThrownBy(() -> this.fixture.book(other, this.clock).find(call.id()))
			.withMessageContaining("adcp.idempotency.encryption.keys")
			.withMessageContaining(call.id());
	}

	@Test
	void twoStatementsAreAddedToACall() {
		this.answers.add("{\"media_buy_id\":\"mb-1\"}");
		this.client.getMediaBuys(null).call(JsonNode.class);
		AdcpCall call = this.client.createMediaBuy(BUY).prepare();
		this.fixture.takeStatements();
		this.fixture.transaction().executeWithoutResult((status) -> this.client.store(call));
		AdcpResult<JsonNode> result = this.client.resume(call, JsonNode.class);
		this.fixture.transaction().executeWithoutResult((status) -> this.client.settle(result, () -> {
		}));
		assertThat(this.fixture.takeStatements()).isEqualTo(2);
	}

	@Test
	void ofSeveralThatSettleACallOneDoesTheWork() throws Exception {
		this.answers.add("{\"media_buy_id\":\"mb-1\"}");
		AdcpCall call = store();
		AdcpResult<JsonNode> result = this.client.resume(call, JsonNode.class);
		CountDownLatch ready = new CountDownLatch(4);
		Queue<String> done = new ConcurrentLinkedQueue<>();
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<Future<Boolean>> settled = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				settled.add(threads.submit(() -> {
					ready.countDown();
					ready.await();
					return this.client.settle(result, () -> done.add("booked"));
				}));
			}
			int first = 0;
			for (Future<Boolean> one : settled) {
				first += one.get() ? 1 : 0;
			}
			assertThat(first).isOne();
			assertThat(done).hasSize(1);
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void workThatFailsLeavesTheCallUnsettled() {
		this.answers.add("{\"media_buy_id\":\"mb-1\"}");
		AdcpCall call = store();
		AdcpResult<JsonNode> result = this.client.resume(call, JsonNode.class);
		assertThatIllegalStateException().isThrownBy(() -> this.client.settle(result, () -> {
			throw new IllegalStateException("The order is locked");
		}));
		assertThat(this.fixture.book(KEY, this.clock).find(call.id())).isPresent();
		assertThat(this.client.settle(result, () -> {
		})).isTrue();
	}

	@Test
	void theFirstEndStays() {
		JdbcCallBook book = this.fixture.book(KEY, this.clock);
		AdcpCall call = store();
		assertThat(book.settle(call.id(), end("completed", "mb-1"), () -> {
		})).isEqualTo(Settlement.FIRST);
		assertThat(book.settle(call.id(), end("completed", "mb-1"), () -> {
		})).isEqualTo(Settlement.REPEATED);
		assertThat(book.settle(call.id(), end("completed", "mb-2"), () -> {
		})).isEqualTo(Settlement.CONFLICTING);
		assertThat(book.settle(call.id(), end("failed", "mb-1"), () -> {
		})).isEqualTo(Settlement.CONFLICTING);
		assertThat(book.settle(this.client.createMediaBuy(BUY).prepare().id(), end("completed", "mb-1"), () -> {
		})).isEqualTo(Settlement.UNKNOWN);
	}

	private static CallEnd end(String status, String id) {
		return CallEnd.of(TaskUpdate.read(JsonMapper.shared()
			.readTree("{\"task_id\":\"t\",\"status\":\"%s\",\"result\":{\"media_buy_id\":\"%s\"}}".formatted(status,
					id))));
	}

	@Test
	void aPassOverTheStoredCallsSettlesEachOnce() {
		for (int i = 0; i < 5; i++) {
			store();
		}
		this.answers.add("{\"media_buy_id\":\"mb-1\"}");
		Queue<String> booked = new ConcurrentLinkedQueue<>();
		CallOutcomes<JsonNode> outcomes = (call, result) -> booked.add(call.id());
		AdcpClient restarted = client(this.fixture.book(KEY, this.clock));
		assertThat(restarted.resumeAll(2, JsonNode.class, outcomes).settled()).hasSize(5);
		assertThat(restarted.resumeAll(2, JsonNode.class, outcomes).settled()).isEmpty();
		assertThat(booked).hasSize(5).doesNotHaveDuplicates();
		assertThat(this.sent).hasSize(5);
	}

	@Test
	void aCallThatCannotBeReadKeepsNoOtherBack() {
		List<AdcpCall> calls = List.of(store(), store(), store());
		AdcpCall broken = calls.get(1);
		this.fixture.jdbc().update("UPDATE adcp_call SET frozen_call = 'adcp1:gone:AAAA' WHERE id = ?", broken.id());
		this.answers.add("{\"media_buy_id\":\"mb-1\"}");
		ResumedCalls resumed = pass((ended, result) -> {
		});
		assertThat(resumed.settled()).containsExactlyInAnyOrder(calls.get(0), calls.get(2));
		assertThat(resumed.unreadable()).containsOnlyKeys(broken.id());
		assertThat(resumed.unreadable().get(broken.id())).hasMessageContaining("adcp.idempotency.encryption.keys");
		assertThat(this.fixture.column(broken, "status")).isEqualTo("open");
	}

	@Test
	void aCallThatTheSellerGoesOnWithIsAskedForInTheNextPass() {
		AdcpCall call = store();
		this.answers.addAll(List.of("{\"status\":\"submitted\",\"task_id\":\"t-1\"}",
				"{\"task_id\":\"t-1\",\"status\":\"working\"}",
				"{\"task_id\":\"t-1\",\"status\":\"completed\",\"result\":{\"media_buy_id\":\"mb-1\"}}"));
		List<String> booked = new ArrayList<>();
		CallOutcomes<JsonNode> outcomes = (ended, result) -> booked
			.add(result.body().path("media_buy_id").stringValue());
		assertThat(pass(outcomes).unfinished()).containsExactly(call);
		assertThat(this.fixture.column(call, "task_id")).isEqualTo("t-1");
		assertThat(this.fixture.column(call, "status")).isEqualTo("accepted");
		assertThat(pass(outcomes).unfinished()).containsExactly(call);
		assertThat(pass(outcomes).settled()).containsExactly(call);
		assertThat(booked).containsExactly("mb-1");
		assertThat(this.sent).extracting(AdcpCall::task)
			.containsExactly("create_media_buy", "get_task_status", "get_task_status");
	}

	@Test
	void aRefusalAfterARestartSettlesNothing() {
		AdcpCall call = store();
		this.answers.add("{\"adcp_error\":{\"code\":\"INVALID_REQUEST\",\"message\":\"Starts in the past\"}}");
		ResumedCalls resumed = pass((ended, result) -> {
		});
		assertThat(resumed.open()).containsOnlyKeys(call);
		assertThat(this.fixture.book(KEY, this.clock).find(call.id())).isPresent();
	}

	@Test
	void anEndThatCannotBeTakenIsToldAgain() {
		AdcpCall call = store();
		this.answers.add("{\"media_buy_id\":\"mb-1\"}");
		assertThat(pass((ended, result) -> {
			throw new IllegalStateException("The order is locked");
		}).open()).containsOnlyKeys(call);
		List<AdcpCall> booked = new ArrayList<>();
		assertThat(pass((ended, result) -> booked.add(ended)).settled()).containsExactly(call);
		assertThat(booked).containsExactly(call);
	}

	@Test
	void anAdcpFailureOfTheOneWhoTakesTheEndIsNotTheCalls() {
		AdcpCall call = store();
		this.answers.add("{\"media_buy_id\":\"mb-1\"}");
		assertThat(pass((ended, result) -> {
			throw new InvalidRequestException(AdcpError.of(AdcpErrorCode.INVALID_REQUEST, "Of another call"), null);
		}).open()).containsOnlyKeys(call);
		assertThat(this.fixture.book(KEY, this.clock).find(call.id())).isPresent();
	}

	private ResumedCalls pass(CallOutcomes<JsonNode> outcomes) {
		return client(this.fixture.book(KEY, this.clock)).resumeAll(2, JsonNode.class, outcomes);
	}

	@Test
	void whatIsFoundByItsNaturalKeySettlesTheCall() {
		AdcpCall call = store();
		this.answers.add("{\"media_buys\":[{\"media_buy_id\":\"mb-1\"}]}");
		Reconciliation<String> reconciled = reconcile(call);
		assertThat(reconciled.verdict()).isEqualTo(Verdict.FOUND);
		assertThat(reconciled.found()).isEqualTo("mb-1");
		assertThat(this.fixture.column(call, "status")).isEqualTo("found");
		assertThat(this.sent).singleElement().satisfies((read) -> assertThat(read.idempotencyKey()).isNull());
	}

	@Test
	void whatIsNotFoundIsAbsentOnlyOnceTheSellerCanNotExecuteItAnyMore() {
		AdcpCall call = store();
		this.answers.add("{\"media_buys\":[]}");
		assertThat(reconcile(call).verdict()).isEqualTo(Verdict.UNDECIDED);
		assertThat(this.fixture.book(KEY, this.clock).find(call.id())).isPresent();
		this.clock.advance(Duration.ofDays(1));
		assertThat(reconcile(call).verdict()).isEqualTo(Verdict.ABSENT);
		assertThat(this.fixture.column(call, "status")).isEqualTo("absent");
	}

	@Test
	void whatTheSellerHasForgottenCanBeAbsentBeforeTheWindowIsOver() {
		AdcpCall call = store();
		this.answers.addAll(List.of("{\"adcp_error\":{\"code\":\"IDEMPOTENCY_EXPIRED\",\"message\":\"Too late\"}}",
				"{\"media_buys\":[]}"));
		assertThatExceptionOfType(IdempotencyExpiredException.class)
			.isThrownBy(() -> this.client.resume(call, JsonNode.class));
		assertThat(reconcile(call).verdict()).isEqualTo(Verdict.ABSENT);
	}

	@Test
	void aLookUpChangesNothing() {
		AdcpCall call = store();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.client.reconcile(call,
					(reader) -> Optional.of(reader.createMediaBuy(BUY).call(JsonNode.class))))
			.withMessageContaining("a look-up must not");
		assertThat(this.sent).isEmpty();
	}

	private Reconciliation<String> reconcile(AdcpCall call) {
		return this.client.reconcile(call,
				(reader) -> reader.getMediaBuys(Map.of("buyer_refs", List.of("b-1")))
					.call(JsonNode.class)
					.body()
					.path("media_buys")
					.valueStream()
					.map((buy) -> buy.path("media_buy_id").stringValue())
					.findFirst());
	}

	@Test
	void aFirstRefusalIsFinalAndIsToldToTheOneWhoAsked() {
		AdcpCall call = store();
		this.answers.add("{\"adcp_error\":{\"code\":\"INVALID_REQUEST\",\"message\":\"No\"}}");
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> this.client.resume(call, JsonNode.class));
		assertThat(new String(call.arguments(), StandardCharsets.UTF_8)).contains("buyer_ref");
	}

	private AdcpCall store() {
		return this.fixture.transaction()
			.execute((status) -> this.client.store(this.client.createMediaBuy(BUY).prepare()));
	}

}
