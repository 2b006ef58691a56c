package io.adcp.spring.verification.crash.buyer;

import java.math.BigDecimal;

import io.adcp.spring.AdcpTask;

/**
 * The kinds of campaigns that buyers book, and what has to become of each.
 */
public enum CampaignKind {

	/** Booked at once. */
	SMALL(AdcpTask.CREATE_MEDIA_BUY, "500.25"),

	/** Below the product's minimum: refused at once. */
	TOO_SMALL(AdcpTask.CREATE_MEDIA_BUY, "1.00"),

	/** Above the seller's limit: submitted, and booked at the ad server later. */
	LARGE(AdcpTask.CREATE_MEDIA_BUY, "60000.25"),

	/** Above what the ad server sells: submitted, and rejected later. */
	TOO_LARGE(AdcpTask.CREATE_MEDIA_BUY, "5000000.25"),

	/** Booked at the ad server before the answer, by a task that this run adds. */
	DIRECT(AdcpTask.ACQUIRE_RIGHTS, "700.25"),

	/** Small ones, and some that are too small. */
	AT_ONCE(AdcpTask.CREATE_MEDIA_BUY, "0"),

	/** All of them, and mostly small ones. */
	MIXED(AdcpTask.CREATE_MEDIA_BUY, "0"),

	/** Large ones, and some that are too large or small. */
	FOLLOWED(AdcpTask.CREATE_MEDIA_BUY, "0");

	/** The greatest budget that the ad server sells. */
	public static final BigDecimal AD_SERVERS_LIMIT = new BigDecimal("4000000");

	private final String task;

	private final BigDecimal budget;

	CampaignKind(String task, String budget) {
		this.task = task;
		this.budget = new BigDecimal(budget);
	}

	/**
	 * Return the kind of one campaign.
	 * @param number the campaign's number among its buyer's
	 * @return the kind: this one, unless it is a mixture
	 */
	public CampaignKind of(int number) {
		return switch (this) {
			case MIXED -> mixed(number);
			case AT_ONCE -> (number % 50 == 49) ? TOO_SMALL : SMALL;
			case FOLLOWED -> (number % 10 == 4) ? TOO_LARGE : (number % 10 == 8) ? SMALL : LARGE;
			default -> this;
		};
	}

	private static CampaignKind mixed(int number) {
		return switch (number % 50) {
			case 49 -> TOO_SMALL;
			case 24 -> TOO_LARGE;
			default -> switch (number % 10) {
				case 3, 7 -> LARGE;
				case 5 -> DIRECT;
				default -> SMALL;
			};
		};
	}

	String task() {
		return this.task;
	}

	BigDecimal budget(int number) {
		return (this == TOO_SMALL) ? this.budget : this.budget.add(BigDecimal.valueOf(number));
	}

	/**
	 * Return whether the seller must refuse the call.
	 * @return whether it is refused at once
	 */
	public boolean mustBeRefused() {
		return this == TOO_SMALL;
	}

	/**
	 * Return whether the seller must answer that it will tell later.
	 * @return whether it is submitted
	 */
	public boolean mustBeSubmitted() {
		return this == LARGE || this == TOO_LARGE;
	}

	/**
	 * Return whether there must be an order at the ad server.
	 * @return whether it is ordered
	 */
	public boolean mustBeOrdered() {
		return this == LARGE || this == DIRECT;
	}

	/**
	 * Return whether it must be booked in the end.
	 * @return whether it is booked
	 */
	public boolean mustBeBooked() {
		return this != TOO_SMALL && this != TOO_LARGE;
	}

}
