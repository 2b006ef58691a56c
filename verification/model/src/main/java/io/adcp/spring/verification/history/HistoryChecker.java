package io.adcp.spring.verification.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Decides whether a log has a legal order. Keys and tasks have nothing to do with each
 * other, so each is judged for itself, and every line is looked at once.
 */
public final class HistoryChecker {

	private HistoryChecker() {
	}

	/**
	 * Check a log.
	 * @param events its lines, in their order
	 * @return what is wrong, at most one thing for each key and each task, the shortest
	 * first
	 */
	public static List<Disorder> check(Collection<HistoryEvent> events) {
		Map<String, KeyHistory> keys = new LinkedHashMap<>();
		Map<String, TaskHistory> tasks = new LinkedHashMap<>();
		for (HistoryEvent event : events) {
			if (event.what().isOfTask()) {
				tasks.computeIfAbsent(event.object(), (object) -> new TaskHistory()).add(event);
			}
			else {
				keys.computeIfAbsent(event.object(), (object) -> new KeyHistory()).add(event);
			}
		}
		return Stream
			.concat(keys.values().stream().map(KeyHistory::judge), tasks.values().stream().map(TaskHistory::judge))
			.filter(Objects::nonNull)
			.sorted(Comparator.comparing((disorder) -> disorder.slice().size()))
			.toList();
	}

	/**
	 * Check a log that was kept, and end this JVM: with 0 where it has a legal order.
	 * @param args the file
	 */
	public static void main(String[] args) throws IOException {
		List<HistoryEvent> events = Files.readAllLines(Path.of(args[0])).stream().map(HistoryEvent::fromLine).toList();
		List<Disorder> found = check(events);
		found.forEach(System.out::println);
		System.out.printf("HISTORY %s events=%d disorders=%d%n", found.isEmpty() ? "OK" : "FAILED", events.size(),
				found.size());
		System.exit(found.isEmpty() ? 0 : 1);
	}

}
