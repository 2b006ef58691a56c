package io.adcp.spring.sample.seller;

import java.net.http.HttpResponse;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls the seller over A2A: one POST of {@code SendMessage}.
 */
public class A2aSellerClient extends SellerClient {

	private static final String PROFILE = "https://adcontextprotocol.org/extensions/adcp/v3";

	/**
	 * Create a client.
	 * @param port the seller's port
	 * @param token the agent's token
	 */
	public A2aSellerClient(int port, String token) {
		super(port, token);
	}

	@Override
	public Answer call(String task, String key, String arguments) {
		ObjectNode message = json("""
				{'jsonrpc': '2.0', 'id': 1, 'method': 'SendMessage',
				 'params': {'message': {'messageId': 'm-1', 'role': 'ROLE_USER', 'parts': [{'data': {}}]}}}""");
		((ObjectNode) message.at("/params/message/parts/0/data")).put("skill", task)
			.set("input", json(arguments).put("idempotency_key", key));
		HttpResponse<String> response = post("/a2a", message, "A2A-Version", "1.0", "A2A-Extensions", PROFILE);
		JsonNode sent = JsonMapper.shared().readTree(response.body()).at("/result/task");
		if (sent.isMissingNode()) {
			throw new IllegalStateException("HTTP " + response.statusCode() + ": " + response.body());
		}
		return new Answer(sent.at("/status/state").asString("").equals("TASK_STATE_FAILED"),
				sent.at("/artifacts/0/parts/0/data"));
	}

}
