package io.adcp.spring.verification.crash.badinput;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import io.adcp.spring.verification.crash.single.RawConnection;
import io.adcp.spring.verification.crash.single.Reply;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks as one tenant with a key that another one has used, and with a key that nobody
 * has: the two answers have to be equal in every byte, but for the key, the ids and times
 * that carrying out gives.
 */
final class TenantProbes {

	private static final List<String> TASKS = List.of("create_media_buy", "update_media_buy", "sync_creatives",
			"get_media_buys");

	private final List<String> faults = new ArrayList<>();

	private final Stock stock;

	private final int port;

	private final Random random;

	private int executed;

	private int comparisons;

	TenantProbes(Stock stock, int port, Random random) {
		this.stock = stock;
		this.port = port;
		this.random = random;
	}

	/**
	 * Probe every task, over each transport, between every two tenants.
	 * @return how many calls with a key were carried out
	 */
	int run() {
		for (boolean rest : new boolean[] { false, true }) {
			for (String task : TASKS) {
				for (Tenant owner : Tenant.ALL) {
					for (Tenant asking : Tenant.ALL) {
						if (!asking.equals(owner)) {
							for (Shape shape : Shape.values()) {
								compare(new Probe(rest, task, asking, shape), ownersKey(rest, task, owner));
							}
						}
					}
				}
			}
		}
		return this.executed;
	}

	// A key that its owner has just used for the very task
	private String ownersKey(boolean rest, String task, Tenant owner) {
		ObjectNode arguments = arguments(new Probe(rest, task, owner, Shape.IN_ORDER), Good.key(this.random));
		Reply reply = send(rest, task, owner, arguments);
		Good.result(reply, rest);
		count(task);
		return arguments.path("idempotency_key").asString();
	}

	private void compare(Probe probe, String foreign) {
		boolean foreignFirst = this.random.nextBoolean();
		ObjectNode first = arguments(probe, foreignFirst ? foreign : Good.key(this.random));
		ObjectNode second = first.deepCopy();
		second.put("idempotency_key", foreignFirst ? Good.key(this.random) : foreign);
		if (probe.task().equals("sync_creatives") && probe.shape() == Shape.IN_ORDER) {
			// The first of the two would make the creative, the second would find it
			((ObjectNode) second.path("creatives").path(0)).put("creative_id", newCreative());
		}
		Reply one = send(probe.rest(), probe.task(), probe.asking(), first);
		Reply other = send(probe.rest(), probe.task(), probe.asking(), second);
		this.comparisons++;
		String difference = difference(told(one, first), told(other, second));
		if (difference != null) {
			this.faults.add("%s: %s".formatted(probe, difference));
		}
		if (probe.shape() == Shape.IN_ORDER) {
			Good.result(one, probe.rest());
			count(probe.task());
			count(probe.task());
		}
	}

	private void count(String task) {
		if (!task.startsWith("get_")) {
			this.executed++;
		}
	}

	private ObjectNode arguments(Probe probe, String key) {
		Tenant tenant = probe.asking();
		ObjectNode arguments = switch (probe.task()) {
			case "create_media_buy" -> Good.create(tenant, this.random);
			case "update_media_buy" ->
				Good.update(tenant, this.stock.any(tenant, probe.rest(), this.random), this.random);
			case "sync_creatives" -> Good.sync(tenant, this.random);
			default -> Good.buys(tenant, this.stock.any(tenant, probe.rest(), this.random), this.random);
		};
		arguments.put("idempotency_key", key);
		if (arguments.has("creatives")) {
			((ObjectNode) arguments.path("creatives").path(0)).put("creative_id", newCreative());
		}
		probe.shape().into(arguments);
		return arguments;
	}

	private String newCreative() {
		return "probe-%08x".formatted(this.random.nextInt());
	}

	private Reply send(boolean rest, String task, Tenant tenant, ObjectNode arguments) {
		// The same number for the same message, whoever sends it
		Draft draft = new Draft("probe", tenant, rest, task, new Random(1));
		draft.arguments().setAll(arguments);
		// A connection each: a kept one is told of its end after so many requests
		try (RawConnection wire = new RawConnection(this.port)) {
			return wire.send(draft.request().bytes(), true);
		}
	}

	/** The answer without what has to differ. */
	private static String told(Reply reply, ObjectNode request) {
		List<String> headers = reply.headers()
			.stream()
			.filter((header) -> !header.toLowerCase(Locale.ROOT).startsWith("date:"))
			.toList();
		String text = reply.status() + "\n" + String.join("\n", headers) + "\n\n"
				+ reply.text().replace(request.path("idempotency_key").asString(), "KEY");
		if (reply.status() != 200 || !text.contains("\"replayed")) {
			return text;
		}
		return text.replaceAll("(mb|pkg|rb)_[0-9a-f-]{36}", "$1_ID")
			.replaceAll("probe-[0-9a-f]{8}", "CREATIVE")
			.replaceAll("20[2-8]\\d-[\\d-]+T[\\d:.]+Z", "TIME")
			.replaceAll("(\"|\\\\\")revision(\"|\\\\\"):\\d+", "REVISION")
			// A time with fewer digits makes a shorter body
			.replaceAll("(?i)content-length: \\d+", "LENGTH");
	}

	static @Nullable String difference(String one, String other) {
		if (one.equals(other)) {
			return null;
		}
		int at = 0;
		while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) {
			at++;
		}
		return "from byte %d on: '%s' and '%s'".formatted(at, from(one, at), from(other, at));
	}

	private static String from(String text, int at) {
		return text.substring(at, Math.min(text.length(), at + 200));
	}

	List<String> faults() {
		return this.faults;
	}

	@Override
	public String toString() {
		return "other tenants' keys: %d pairs of answers compared, %d differ".formatted(this.comparisons,
				this.faults.size());
	}

	/**
	 * One question.
	 *
	 * @param rest whether it goes over REST
	 * @param task the task
	 * @param asking who asks
	 * @param shape what is wrong with it
	 */
	private record Probe(boolean rest, String task, Tenant asking, Shape shape) {
	}

	/**
	 * What is wrong with a request.
	 */
	private enum Shape {

		IN_ORDER, WITHOUT_ACCOUNT, WRONG_VALUE, UNKNOWN_ID;

		void into(ObjectNode arguments) {
			switch (this) {
				case WITHOUT_ACCOUNT -> arguments.put("account", 7);
				case WRONG_VALUE -> arguments.put("packages", "none").put("creatives", "none").put("media_buy_ids", 1);
				case UNKNOWN_ID -> unknownId(arguments);
				case IN_ORDER -> {
					// Nothing is wrong
				}
			}
		}

		// Refused by the handler, within the transaction, after the claim
		private static void unknownId(ObjectNode arguments) {
			if (arguments.has("media_buy_id")) {
				arguments.put("media_buy_id", "mb_unknown");
			}
			else if (arguments.path("packages").path(0) instanceof ObjectNode one) {
				one.put("product_id", "unknown").put("budget", -1);
			}
			else if (arguments.path("creatives").path(0) instanceof ObjectNode creative) {
				creative.put("name", "").putObject("format_id").put("agent_url", "x").put("id", "unknown");
			}
			else {
				arguments.putArray("media_buy_ids").add("mb_unknown");
			}
		}

	}

}
