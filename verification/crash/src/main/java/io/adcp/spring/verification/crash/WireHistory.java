package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.verification.crash.Inspection.Call;
import io.adcp.spring.verification.harness.Run;
import io.adcp.spring.verification.harness.outside.OutsideReceiver.Delivery;
import io.adcp.spring.verification.history.Disorder;
import io.adcp.spring.verification.history.HistoryChecker;
import io.adcp.spring.verification.history.HistoryEvent.What;
import io.adcp.spring.verification.history.HistoryLog;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what each party sees into one log: the wire each request before it goes to a
 * seller and each answer when it is there, the receiver what it was told, and at the end
 * the buyers what they know and the database what is there. Keys appear as their
 * campaigns.
 */
final class WireHistory implements AutoCloseable {

	private final JsonMapper mapper = JsonMapper.shared();

	private final HistoryLog log;

	private final Path file;

	WireHistory(Path folder) throws IOException {
		this.file = folder.resolve("history.log");
		this.log = new HistoryLog(this.file);
	}

	/**
	 * Note a request and its answer. One whose answer does not come has no end.
	 * @param seller where it goes
	 * @param body the request
	 * @param sending sends it
	 * @return the answer
	 */
	HttpResponse<byte[]> around(String seller, byte[] body, Sending sending) throws IOException, InterruptedException {
		JsonNode call = (body.length != 0) ? this.mapper.readTree(body).path("params") : this.mapper.missingNode();
		JsonNode arguments = call.path("arguments");
		if (!arguments.path("idempotency_key").asString("").isEmpty()) {
			return execute(seller, arguments, sending);
		}
		return call.path("name").asString("").equals(AdcpTask.GET_TASK_STATUS) ? ask(seller, arguments, sending)
				: sending.send();
	}

	private HttpResponse<byte[]> execute(String seller, JsonNode arguments, Sending sending)
			throws IOException, InterruptedException {
		String campaign = arguments.path("po_number").asString("");
		long number = this.log.begin(seller, campaign, What.EXECUTE, SellerAnswers.digest(arguments.toString()));
		HttpResponse<byte[]> response = sending.send();
		JsonNode result = result(response);
		JsonNode answer = answer(result);
		What what = what(response, result, answer);
		boolean isSuccess = what == What.FRESH || what == What.REPLAY;
		this.log.end(seller, campaign, what, number,
				isSuccess ? SellerAnswers.digest(SellerAnswers.inner(answer)) : code(answer));
		return response;
	}

	private HttpResponse<byte[]> ask(String seller, JsonNode arguments, Sending sending)
			throws IOException, InterruptedException {
		String task = arguments.path("task_id").asString("");
		long number = this.log.begin(seller, task, What.ASK, "");
		HttpResponse<byte[]> response = sending.send();
		JsonNode result = result(response);
		if (response.statusCode() == 200 && !result.path("isError").asBoolean(false)) {
			this.log.end(seller, task, What.STATE, number, state(answer(result)));
		}
		return response;
	}

	private JsonNode result(HttpResponse<byte[]> response) {
		return (response.statusCode() == 200) ? this.mapper.readTree(response.body()).path("result")
				: this.mapper.missingNode();
	}

	private JsonNode answer(JsonNode result) {
		String text = result.path("content").path(0).path("text").asString("");
		return text.isEmpty() ? this.mapper.missingNode() : this.mapper.readTree(text.getBytes(StandardCharsets.UTF_8));
	}

	private static What what(HttpResponse<byte[]> response, JsonNode result, JsonNode answer) {
		if (response.statusCode() == 200 && !result.path("isError").asBoolean(false) && answer.isObject()) {
			return answer.path("replayed").asBoolean(false) ? What.REPLAY : What.FRESH;
		}
		return switch (code(answer)) {
			case "IDEMPOTENCY_IN_FLIGHT" -> What.IN_FLIGHT;
			case "IDEMPOTENCY_CONFLICT" -> What.CONFLICT;
			case "BUDGET_TOO_LOW" -> What.REFUSED;
			default -> What.FAILED;
		};
	}

	private static String code(JsonNode answer) {
		return answer.path("adcp_error").path("code").asString("?");
	}

	// With what was booked, so that two completions that differ are two ends
	private static String state(JsonNode task) {
		return (task.path("status").asString("?") + " " + task.path("result").path("media_buy_id").asString(""))
			.strip();
	}

	/**
	 * Add what is known at the end, and decide.
	 * @param inside what buyers and sellers know
	 * @param deliveries what the receiver was told
	 * @return what no legal order can have
	 */
	List<String> judge(Inspection inside, List<Delivery> deliveries) {
		for (Delivery delivery : deliveries) {
			JsonNode event = this.mapper.readTree(delivery.body());
			this.log.end("receiver", event.path("task_id").asString(""), What.STATE, 0, state(event));
		}
		inside.campaigns().forEach((buy, campaign) -> this.log.end("database", campaign, What.EFFECT, 0, buy));
		inside.calls().values().forEach(this::add);
		List<Disorder> found = HistoryChecker.check(this.log.events());
		Run.say("HISTORY events=%d disorders=%d, %s", this.log.events().size(), found.size(), this.file);
		return found.stream().map(Disorder::toString).toList();
	}

	private void add(Call call) {
		boolean isBooked = call.state().equals("BOOKED");
		String buyer = call.campaign().substring(0, call.campaign().indexOf('-'));
		this.log.end(buyer, call.campaign(), isBooked ? What.BOOKED : What.NOT_BOOKED, 0, call.detail());
	}

	@Override
	public void close() throws IOException {
		this.log.close();
	}

	/**
	 * Sends a request.
	 */
	interface Sending {

		HttpResponse<byte[]> send() throws IOException, InterruptedException;

	}

}
