package io.adcp.spring.verification.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.adcp.spring.verification.demo.Chronicle.Event;
import io.adcp.spring.verification.demo.Chronicle.Kind;

/**
 * What happened to one campaign, step by step.
 *
 * @param campaign the campaign
 * @param steps the steps, the first one first
 */
record TimeLine(String campaign, List<Step> steps) {

	/**
	 * Take from everything what concerns a campaign. A death does if it came between the
	 * campaign's first event and its last.
	 * @param campaign the campaign
	 * @param events all events, the first one first
	 * @return its time line
	 */
	static TimeLine of(String campaign, List<Event> events) {
		List<Event> own = events.stream().filter((event) -> event.campaign().equals(campaign)).toList();
		if (own.isEmpty()) {
			return new TimeLine(campaign, List.of());
		}
		Instant first = own.get(0).at();
		Instant last = own.get(own.size() - 1).at();
		List<Step> steps = new ArrayList<>();
		events.stream()
			.filter((event) -> event.isFor(campaign) && !event.at().isBefore(first) && !event.at().isAfter(last))
			.forEach((event) -> append(steps, event));
		return new TimeLine(campaign, List.copyOf(steps));
	}

	// A desk that finds no seller tries it often: that is one step
	private static void append(List<Step> steps, Event event) {
		int last = steps.size() - 1;
		if (event.kind() == Kind.UNANSWERED && last > 0 && steps.get(last).kind() == Kind.SENT
				&& steps.get(last - 1).kind() == Kind.UNANSWERED) {
			steps.remove(last);
			steps.set(last - 1, steps.get(last - 1).again());
		}
		else {
			steps.add(new Step(event.at(), event.kind(), 1));
		}
	}

	Instant start() {
		return this.steps.get(0).at();
	}

	Instant end() {
		return this.steps.get(this.steps.size() - 1).at();
	}

	Duration took() {
		return Duration.between(start(), end());
	}

	/**
	 * One step.
	 *
	 * @param at when it came first
	 * @param kind what happened
	 * @param times how often in a row
	 */
	record Step(Instant at, Kind kind, int times) {

		Step again() {
			return new Step(this.at, this.kind, this.times + 1);
		}

	}

}
