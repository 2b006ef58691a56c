package io.adcp.spring.verification.demo;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What happened when, to which campaign, written down by several threads.
 */
final class Chronicle {

	private final List<Event> events = new ArrayList<>();

	private final Clock clock;

	Chronicle(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Write down what happens now.
	 * @param campaign the campaign
	 * @param kind what happens to it
	 */
	void add(String campaign, Kind kind) {
		add(new Event(this.clock.instant(), campaign, kind));
	}

	/**
	 * Write down what others have seen, or what happens to all.
	 * @param event the event
	 */
	synchronized void add(Event event) {
		this.events.add(event);
	}

	/**
	 * Return what happened.
	 * @return the events, the first one first
	 */
	synchronized List<Event> events() {
		return this.events.stream().sorted(Comparator.comparing(Event::at)).toList();
	}

	/**
	 * Count.
	 * @param kind what is counted
	 * @return how often it happened
	 */
	long count(Kind kind) {
		return events().stream().filter((event) -> event.kind() == kind).count();
	}

	/**
	 * Something that happened.
	 *
	 * @param at when
	 * @param campaign to which campaign, or an empty text where to all
	 * @param kind what
	 */
	record Event(Instant at, String campaign, Kind kind) {

		boolean isFor(String campaign) {
			return this.campaign.isEmpty() || this.campaign.equals(campaign);
		}

	}

	/**
	 * What can happen.
	 */
	enum Kind {

		/** The desk sends the campaign. */
		SENT("sent"),

		/** The seller has done the work, and its answer is lost. */
		LOST("answer lost"),

		/** There is no seller. */
		UNANSWERED("no seller"),

		/** The seller dies. */
		SELLER_KILLED("seller killed"),

		/** The desk dies. */
		DESK_KILLED("desk killed"),

		/** The seller answers that it has booked the campaign. */
		BOOKED("booked"),

		/** The seller answers that it goes on with the campaign. */
		SUBMITTED("submitted"),

		/** The seller answers again that it has booked the campaign. */
		REPLAYED("booked, replayed"),

		/** The seller refuses, at once or by its webhook. */
		REFUSED("refused"),

		/** The ad server is asked for an order. */
		ORDERED("ordered"),

		/** The ad server is asked for an order, and its answer is lost. */
		ORDER_LOST("ordered, answer lost"),

		/** The ad server loses a request for an order before it has done anything. */
		ORDER_DROPPED("order request lost"),

		/** The webhook came, and was not accepted. */
		WEBHOOK_REFUSED("webhook missed"),

		/** The webhook came, and tells that the campaign is booked. */
		WEBHOOK("booked, webhook");

		private final String words;

		Kind(String words) {
			this.words = words;
		}

		String words() {
			return this.words;
		}

		/**
		 * Return whether something goes wrong by it.
		 * @return {@code true} for what the demonstration does on purpose
		 */
		boolean isTrouble() {
			return switch (this) {
				case LOST, UNANSWERED, SELLER_KILLED, DESK_KILLED, REFUSED, ORDER_LOST, ORDER_DROPPED,
						WEBHOOK_REFUSED ->
					true;
				default -> false;
			};
		}

		boolean isEnd() {
			return this == BOOKED || this == WEBHOOK || this == REPLAYED;
		}

	}

}
