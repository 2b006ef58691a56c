package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.adcp.spring.verification.crash.Inspection.Call;
import io.adcp.spring.verification.harness.outside.SignatureCheck;
import io.adcp.spring.verification.harness.outside.ReceiverAnswer;
import io.adcp.spring.verification.harness.outside.OutsideReceiver.Delivery;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares what has come to the ad server and to the receiver with what buyers and
 * sellers know.
 */
final class OutsideInspection {

	private final FindingLog findings = new FindingLog();

	private final Map<String, Call> calls;

	private final Map<String, List<String>> orders = new LinkedHashMap<>();

	private final Map<String, List<Delivery>> deliveries = new LinkedHashMap<>();

	private OutsideInspection(Map<String, Call> calls) {
		this.calls = calls;
	}

	/**
	 * Compare.
	 * @param outside what has come there
	 * @param inside what buyers and sellers know
	 * @param keySet the keys that the sellers publish for their webhooks
	 * @return what is wrong
	 */
	static FindingLog of(Outside outside, Inspection inside, JsonNode keySet) throws IOException, InterruptedException {
		SignatureCheck signatures = new SignatureCheck(outside.receiver().address(), keySet);
		return of(inside.calls(), inside.campaigns(), outside.orders(), outside.deliveries(), signatures::fault);
	}

	static FindingLog of(Map<String, Call> calls, Map<String, String> campaigns, Iterable<JsonNode> orders,
			List<Delivery> deliveries, Function<Delivery, @Nullable String> signatures) {
		OutsideInspection inspection = new OutsideInspection(calls);
		for (JsonNode order : orders) {
			String buy = order.path("order").path("media_buy_id").asString("");
			inspection.orders.computeIfAbsent(campaigns.getOrDefault(buy, buy), (any) -> new ArrayList<>())
				.add(order.path("request_id").asString(""));
		}
		for (Delivery delivery : deliveries) {
			inspection.deliveries.computeIfAbsent(campaign(delivery), (any) -> new ArrayList<>()).add(delivery);
			inspection.verify(delivery, signatures.apply(delivery));
		}
		inspection.orders.forEach(inspection::ordered);
		inspection.deliveries.forEach(inspection::told);
		inspection.calls.values().forEach(inspection::compare);
		return inspection.findings;
	}

	private static String campaign(Delivery delivery) {
		return delivery.path().substring(delivery.path().lastIndexOf('/') + 1);
	}

	private void verify(Delivery delivery, @Nullable String fault) {
		if (fault != null) {
			this.findings.add(Finding.MISMATCHED, "A webhook of campaign %s has a signature that is refused: %s",
					campaign(delivery), fault);
		}
	}

	private void ordered(String campaign, List<String> requestIds) {
		if (requestIds.size() > 1) {
			this.findings.add(Finding.DOUBLE_INVOCATIONS, "Campaign %s was ordered %d times", campaign,
					requestIds.size());
		}
		int ids = new LinkedHashSet<>(requestIds).size();
		Call call = this.calls.get(campaign);
		if (ids > 1) {
			this.findings.add(Finding.RELEASED_UNKNOWN, "Campaign %s was ordered under %d ids", campaign, ids);
		}
		else if (call == null || !call.state().equals("BOOKED")) {
			this.findings.add(Finding.RELEASED_UNKNOWN, "Campaign %s was ordered, and is %s at its buyer", campaign,
					(call != null) ? call.state() : "unknown");
		}
	}

	private void told(String campaign, List<Delivery> all) {
		Map<String, Set<String>> bodies = new HashMap<>();
		for (Delivery one : all) {
			String body = new String(one.body(), StandardCharsets.UTF_8);
			bodies.computeIfAbsent(json(one).path("idempotency_key").asString(""), (any) -> new LinkedHashSet<>())
				.add(body);
		}
		Call call = this.calls.get(campaign);
		if (call == null || !call.kind().mustBeSubmitted() || bodies.size() > 1) {
			this.findings.add(Finding.DUPLICATES, "Campaign %s was told of %d events too many", campaign,
					(call != null && call.kind().mustBeSubmitted()) ? bodies.size() - 1 : bodies.size());
		}
		else if (bodies.values().stream().anyMatch((some) -> some.size() > 1)) {
			this.findings.add(Finding.MISMATCHED, "Campaign %s was told one event with several bodies", campaign);
		}
		else if (!isEndOf(call, json(all.get(0)))) {
			this.findings.add(Finding.MISMATCHED, "Campaign %s is %s at its buyer, but its webhook tells otherwise",
					campaign, call.state());
		}
	}

	private static boolean isEndOf(Call call, JsonNode body) {
		boolean booked = call.state().equals("BOOKED");
		return body.path("task_id").asString("").equals(call.taskId())
				&& body.path("status").asString("").equals("completed") == booked
				&& (!booked || body.path("result").path("media_buy_id").asString("").equals(call.detail()));
	}

	private static JsonNode json(Delivery delivery) {
		return JsonMapper.shared().readTree(delivery.body());
	}

	private void compare(Call call) {
		if (call.kind().mustBeOrdered() && !this.orders.containsKey(call.campaign())) {
			this.findings.add(Finding.LOST, "Campaign %s is not at the ad server", call.campaign());
		}
		if (call.kind().mustBeSubmitted() && isUntold(call)) {
			this.findings.add(Finding.WEBHOOKS_LOST, "Campaign %s has ended, and its buyer was not told",
					call.campaign());
		}
	}

	private boolean isUntold(Call call) {
		return this.deliveries.getOrDefault(call.campaign(), List.of())
			.stream()
			.noneMatch((one) -> one.answer() == ReceiverAnswer.ACCEPTED);
	}

}
