package io.adcp.spring.verification.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.adcp.spring.verification.history.HistoryEvent.What;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Planted faults of every kind, and small histories that were also decided by trying all
 * orders.
 */
class HistoryCheckerTests {

	private static final List<What> ENDS = List.of(What.FRESH, What.REPLAY, What.REFUSED, What.FAILED);

	// A line is: a call's number, what, and the detail
	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|',
			value = { "Executed twice | 1 EXECUTE p, 2 EXECUTE p, 1 FRESH a, 2 FRESH a | 4",
					"Two answers under one key | 1 EXECUTE p, 1 FRESH a, 2 EXECUTE p, 2 REPLAY b | 4",
					"Two payloads have succeeded under one key | 1 EXECUTE p, 1 FRESH a, 2 EXECUTE q, 2 REPLAY a | 4",
					"Replayed, and nobody may have executed it | 1 EXECUTE p, 1 REPLAY a | 2",
					"Replayed before it can have been executed | 1 EXECUTE p, 1 REPLAY a, 2 EXECUTE p, 2 FRESH a | 4",
					"Refused after it was executed | 1 EXECUTE p, 1 FRESH a, 2 EXECUTE p, 2 REFUSED x | 4",
					"A conflict, and no other payload was sent | 1 EXECUTE p, 1 FRESH a, 2 EXECUTE p, 2 CONFLICT x | 2",
					"An answer without a request | 1 FRESH a | 1",
					"There twice | 1 EXECUTE p, 1 FRESH a, 0 EFFECT b1, 0 EFFECT b2, 0 BOOKED b1 | 2",
					"There, and nobody may have executed it | 1 EXECUTE p, 1 REFUSED x, 0 EFFECT b1 | 1",
					"Booked for its buyer, and not there | 1 EXECUTE p, 1 FRESH a, 0 BOOKED b1 | 1",
					"There, and not booked for its buyer | 1 EXECUTE p, 1 FRESH a, 0 EFFECT b1, 0 NOT_BOOKED x | 2",
					"A task that has ended goes on | 1 ASK, 1 STATE completed, 2 ASK, 2 STATE working | 4",
					"A task has two ends | 1 ASK, 1 STATE completed b1, 0 STATE rejected | 3",
					"A task has two ends | 1 ASK, 1 STATE completed b1, 2 ASK, 2 STATE completed b2 | 4" })
	void aPlantedFaultIsFoundAndNoMoreThanItIsShown(String reason, String lines, int shown) {
		List<HistoryEvent> events = events(lines);
		List<Disorder> found = HistoryChecker.check(among(legalOnes(50), events));
		assertThat(found).singleElement().satisfies((disorder) -> {
			assertThat(disorder.reason()).isEqualTo(reason);
			assertThat(disorder.slice()).hasSize(shown).isSubsetOf(events);
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "a lost answer | 1 EXECUTE p, 2 EXECUTE p, 2 REPLAY a",
			"a failure that was none | 1 EXECUTE p, 1 FAILED x, 2 EXECUTE p, 2 REPLAY a, 0 EFFECT b1, 0 BOOKED b1",
			"a replay that overtakes the first answer | 1 EXECUTE p, 2 EXECUTE p, 2 REPLAY a, 1 FRESH a",
			"a refusal that was on its way | 1 EXECUTE p, 2 EXECUTE p, 2 FRESH a, 1 REFUSED x",
			"a correction | 1 EXECUTE p, 1 REFUSED x, 2 EXECUTE q, 2 FRESH a",
			"a conflict | 1 EXECUTE p, 1 FRESH a, 2 EXECUTE q, 2 CONFLICT x, 3 EXECUTE p, 3 REPLAY a",
			"a question that was on its way | 1 ASK, 2 ASK, 2 STATE completed b1, 1 STATE working",
			"a failure of the other payload | 1 EXECUTE q, 1 FAILED x, 2 EXECUTE p, 2 FAILED x, 3 EXECUTE p, 3 REPLAY a" })
	void whatMayHappenIsNoFault(String name, String lines) {
		assertThat(HistoryChecker.check(events(lines))).as(name).isEmpty();
	}

	@Test
	void itDecidesAsWhoeverTriesAllOrders() {
		Random random = new Random(20261125);
		int legal = 0;
		for (int i = 0; i < 50_000; i++) {
			List<HistoryEvent> events = any(random, 5);
			boolean isLegal = LegalOrders.exist(events);
			legal += isLegal ? 1 : 0;
			assertThat(HistoryChecker.check(events).isEmpty()).as("%s", events).isEqualTo(isLegal);
		}
		assertThat(legal).isBetween(5_000, 45_000);
	}

	@Test
	void aSliceIsWrongByItself() {
		Random random = new Random(7);
		int slices = 0;
		for (int i = 0; i < 20_000; i++) {
			List<HistoryEvent> events = any(random, 5);
			for (Disorder disorder : HistoryChecker.check(events)) {
				List<HistoryEvent> slice = disorder.slice();
				slices += (slice.size() == 4) ? 1 : 0;
				assertThat(LegalOrders.exist(slice)).as("%s", disorder).isFalse();
			}
		}
		assertThat(slices).isGreaterThan(1000);
	}

	@Test
	void aLogIsReadAsItWasWritten(@TempDir Path folder) throws IOException {
		Path file = folder.resolve("history");
		try (HistoryLog log = new HistoryLog(file)) {
			long call = log.begin("wire", "key", What.EXECUTE, "p");
			log.end("wire", "key", What.FRESH, call, "a");
			log.end("receiver", "task", What.STATE, 0, "completed b1");
			log.close();
			assertThat(Files.readAllLines(file).stream().map(HistoryEvent::fromLine).toList()).isEqualTo(log.events())
				.hasSize(3);
		}
	}

	private static List<HistoryEvent> events(String lines) {
		List<HistoryEvent> events = new ArrayList<>();
		for (String line : lines.split(",")) {
			String[] words = line.strip().split(" ", 3);
			events.add(new HistoryEvent(1_000_000 + events.size(), "somebody", "planted", What.valueOf(words[1]),
					Long.parseLong(words[0]), (words.length > 2) ? words[2] : ""));
		}
		return events;
	}

	private static List<HistoryEvent> among(List<HistoryEvent> others, List<HistoryEvent> events) {
		return Stream.concat(others.stream(), events.stream()).toList();
	}

	private static List<HistoryEvent> legalOnes(int keys) {
		List<HistoryEvent> events = new ArrayList<>();
		for (int i = 0; i < keys; i++) {
			events.add(new HistoryEvent(events.size(), "wire", "key" + i, What.EXECUTE, 2 * i + 10, "p"));
			events.add(new HistoryEvent(events.size(), "wire", "key" + i, What.EXECUTE, 2 * i + 11, "p"));
			events.add(new HistoryEvent(events.size(), "wire", "key" + i, What.REPLAY, 2 * i + 11, "a"));
		}
		return events;
	}

	// Two payloads, two answers, and each call may stay without an answer
	private static List<HistoryEvent> any(Random random, int calls) {
		List<HistoryEvent> events = new ArrayList<>();
		List<Long> open = new ArrayList<>();
		long begun = 0;
		while (begun < calls || (!open.isEmpty() && random.nextInt(4) > 0)) {
			if (begun < calls && (open.isEmpty() || random.nextBoolean())) {
				open.add(++begun);
				events.add(event(events, What.EXECUTE, begun, (random.nextInt(5) == 0) ? "q" : "p"));
			}
			else {
				long call = open.remove(random.nextInt(open.size()));
				events.add(event(events, ENDS.get(random.nextInt(ENDS.size())), call,
						(random.nextInt(6) == 0) ? "b" : "a"));
			}
		}
		return events;
	}

	private static HistoryEvent event(List<HistoryEvent> before, What what, long call, String detail) {
		return new HistoryEvent(before.size(), "wire", "key", what, call, detail);
	}

}
