package io.adcp.spring.verification.crash;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.adcp.spring.verification.crash.Inspection.Call;
import io.adcp.spring.verification.crash.buyer.CampaignKind;
import io.adcp.spring.verification.harness.outside.ReceiverAnswer;
import io.adcp.spring.verification.harness.outside.OutsideReceiver.Delivery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OutsideInspection}.
 */
class OutsideInspectionTests {

	private static final Call LARGE = call(CampaignKind.LARGE, "BOOKED", "task-1");

	private static final Call DIRECT = call(CampaignKind.DIRECT, "BOOKED", null);

	private final List<String> orders = new ArrayList<>();

	private final List<Delivery> deliveries = new ArrayList<>();

	private @Nullable String signatureFault;

	@Test
	void anOrderAndAWebhookAreWhatALargeCampaignHas() {
		this.orders.add("request-1");
		tell("event-1", "completed", ReceiverAnswer.ACCEPTED);
		assertThat(found(LARGE)).isEmpty();
	}

	@Test
	void aWebhookMayComeSeveralTimes() {
		this.orders.add("request-1");
		tell("event-1", "completed", ReceiverAnswer.UNAVAILABLE);
		tell("event-1", "completed", ReceiverAnswer.ACCEPTED);
		tell("event-1", "completed", ReceiverAnswer.ACCEPTED);
		assertThat(found(LARGE)).isEmpty();
	}

	@Test
	void anIdThatWasOrderedTwiceIsADoubleInvocation() {
		this.orders.addAll(List.of("request-1", "request-1"));
		assertThat(found(DIRECT)).containsExactly(Finding.DOUBLE_INVOCATIONS);
	}

	@Test
	void aSecondIdMeansThatTheFirstWasReleased() {
		this.orders.addAll(List.of("request-1", "request-2"));
		assertThat(found(DIRECT)).containsExactly(Finding.DOUBLE_INVOCATIONS, Finding.RELEASED_UNKNOWN);
	}

	@Test
	void anOrderOfARefusedCampaignWasReleased() {
		this.orders.add("request-1");
		tell("event-1", "failed", ReceiverAnswer.ACCEPTED);
		assertThat(found(call(CampaignKind.LARGE, "REFUSED", "task-1"))).containsExactly(Finding.RELEASED_UNKNOWN);
	}

	@Test
	void aBookedCampaignWithoutAnOrderIsLost() {
		assertThat(found(DIRECT)).containsExactly(Finding.LOST);
	}

	@Test
	void anEndThatNoReceiverHasAcceptedIsALostWebhook() {
		this.orders.add("request-1");
		tell("event-1", "completed", ReceiverAnswer.CLOSED);
		assertThat(found(LARGE)).containsExactly(Finding.WEBHOOKS_LOST);
	}

	@Test
	void aSecondEventIsADuplicate() {
		this.orders.add("request-1");
		tell("event-1", "completed", ReceiverAnswer.ACCEPTED);
		tell("event-2", "completed", ReceiverAnswer.ACCEPTED);
		assertThat(found(LARGE)).containsExactly(Finding.DUPLICATES);
	}

	@Test
	void whatWasAnsweredAtOnceHasNoWebhook() {
		tell("event-1", "completed", ReceiverAnswer.ACCEPTED);
		assertThat(found(call(CampaignKind.SMALL, "BOOKED", null))).containsExactly(Finding.DUPLICATES);
	}

	@Test
	void anEventHasOneBody() {
		this.orders.add("request-1");
		tell("event-1", "completed", ReceiverAnswer.ACCEPTED);
		tell("event-1", "failed", ReceiverAnswer.ACCEPTED);
		assertThat(found(LARGE)).containsExactly(Finding.MISMATCHED);
	}

	@Test
	void aWebhookTellsTheTasksEnd() {
		this.orders.add("request-1");
		tell("event-1", "rejected", ReceiverAnswer.ACCEPTED);
		assertThat(found(LARGE)).containsExactly(Finding.MISMATCHED);
	}

	@Test
	void aSignatureThatIsRefusedIsFound() {
		this.orders.add("request-1");
		tell("event-1", "completed", ReceiverAnswer.ACCEPTED);
		this.signatureFault = "webhook_signature_invalid";
		assertThat(found(LARGE)).containsExactly(Finding.MISMATCHED);
	}

	private void tell(String event, String status, ReceiverAnswer answer) {
		String body = """
				{"idempotency_key":"%s","task_id":"task-1","status":"%s","result":{"media_buy_id":"mb-1"}}"""
			.formatted(event, status);
		this.deliveries
			.add(new Delivery("/buyer0-1", Map.of(), body.getBytes(StandardCharsets.UTF_8), answer, Instant.EPOCH));
	}

	private Stream<Finding> found(Call call) {
		JsonMapper mapper = JsonMapper.shared();
		List<JsonNode> placed = this.orders.stream().map((id) -> mapper.readTree("""
				{"request_id":"%s","order":{"media_buy_id":"mb-1"}}""".formatted(id))).toList();
		FindingLog findings = OutsideInspection.of(Map.of(call.campaign(), call), Map.of("mb-1", call.campaign()),
				placed, this.deliveries, (delivery) -> this.signatureFault);
		return Stream.of(Finding.values()).filter((finding) -> findings.count(finding) > 0);
	}

	private static Call call(CampaignKind kind, String state, @Nullable String taskId) {
		return new Call("buyer0-1", kind, "", state, taskId, "mb-1");
	}

}
