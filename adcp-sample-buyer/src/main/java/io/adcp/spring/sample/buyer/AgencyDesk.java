package io.adcp.spring.sample.buyer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import io.adcp.spring.AdcpAuthenticationException;
import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpException;
import io.adcp.spring.IdempotencyExpiredException;
import io.adcp.spring.Recovery;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpClient;
import io.adcp.spring.client.AdcpResult;
import io.adcp.spring.client.AdcpTransportException;
import io.adcp.spring.client.AdcpUnknownOutcomeException;
import io.adcp.spring.client.AdcpUnreadableResultException;
import io.adcp.spring.sample.buyer.Booking.Problem;
import io.adcp.spring.sample.buyer.Booking.State;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Books the campaigns of a plan, one after the other, each at most once.
 * <p>
 * Two rules make that true, whatever dies in between. A campaign's call is frozen and
 * stored in the book before it is first sent, and until its outcome is known only that
 * call is sent again: same key, same bytes. And a campaign keeps its key for life. A
 * refusal frees the key at the seller (AdCP 3.1 idempotency, rule 3), so a corrected
 * campaign goes out under it too; should the seller have booked the first version after
 * all, it answers with a conflict and not with a second buy.
 */
@Component
class AgencyDesk {

	private static final String MAY_BE_BOOKED = "; an earlier attempt may have booked it, and a corrected campaign then "
			+ "ends in a conflict";

	private final AdcpClient seller;

	private final CampaignBookings bookings;

	private final AttemptCounter attempts;

	private final DeskReport report;

	private final JsonMapper jsonMapper;

	private final int giveUpAfter;

	AgencyDesk(AdcpClient seller, CampaignBookings bookings, AttemptCounter attempts, DeskReport report,
			JsonMapper jsonMapper, BuyerProperties properties) {
		this.seller = seller;
		this.bookings = bookings;
		this.attempts = attempts;
		this.report = report;
		this.jsonMapper = jsonMapper;
		this.giveUpAfter = properties.giveUpAfter();
	}

	/**
	 * Book a plan.
	 * @param plan the plan
	 * @return the outcome of each campaign, in the plan's order
	 */
	List<Outcome> book(CampaignPlan plan) {
		List<Outcome> outcomes = new ArrayList<>();
		int unknownInARow = 0;
		for (Campaign campaign : plan.campaigns()) {
			MediaBuyRequest request = MediaBuyRequest.of(plan, campaign);
			boolean sellerIsThere = unknownInARow < this.giveUpAfter;
			Outcome outcome = book(campaign, request, sellerIsThere);
			if (sellerIsThere && !outcome.before()) {
				unknownInARow = outcome.isUnknown() ? unknownInARow + 1 : 0;
			}
			if (!outcome.before()) {
				this.report.progress(outcome);
			}
			outcomes.add(outcome);
		}
		return outcomes;
	}

	private Outcome book(Campaign campaign, MediaBuyRequest request, boolean sellerIsThere) {
		String terms = this.jsonMapper.writeValueAsString(request);
		Optional<Booking> known = this.bookings.find(campaign.id());
		if (known.isEmpty()) {
			AdcpCall call = this.seller.createMediaBuy(request).prepare();
			Booking opened = this.bookings.open(campaign, terms, call);
			return new Outcome(sellerIsThere ? send(opened, call) : opened, false, true);
		}
		Booking booking = known.get();
		boolean before = booking.is(State.BOOKED);
		if (sellerIsThere && !before) {
			booking = goOn(booking, request, terms);
		}
		return new Outcome(booking, before, booking.request().equals(terms));
	}

	private Booking goOn(Booking booking, MediaBuyRequest request, String terms) {
		if (booking.is(State.REFUSED)) {
			return correct(booking, request, terms);
		}
		Booking sent = send(booking, this.bookings.call(booking));
		// That was the version of an earlier run: if it is refused, the plan's own may go
		boolean outdated = sent.is(State.REFUSED) && !sent.request().equals(terms);
		return outdated ? correct(sent, request, terms) : sent;
	}

	private Booking correct(Booking refused, MediaBuyRequest request, String terms) {
		String key = Objects.requireNonNull(this.bookings.call(refused).idempotencyKey());
		AdcpCall call = this.seller.createMediaBuy(request).idempotencyKey(key).prepare();
		return send(this.bookings.reopen(refused, terms, call), call);
	}

	private Booking send(Booking booking, AdcpCall call) {
		// One attempt is counted ahead, so that it is not forgotten where the desk dies
		// in it
		this.bookings.countAttempts(booking, 1);
		AdcpResult<MediaBuyResponse> result;
		try {
			result = this.seller.resume(call, MediaBuyResponse.class);
		}
		catch (AdcpException ex) {
			this.bookings.countAttempts(booking, this.attempts.take(call) - 1);
			return failed(booking, ex);
		}
		this.bookings.countAttempts(booking, this.attempts.take(call) - 1);
		return answered(booking, result);
	}

	private Booking failed(Booking booking, AdcpException failure) {
		AdcpError error = lastFailure(failure).error();
		if (leavesOpen(failure)) {
			return this.bookings.unknown(booking, new Problem(error.code(), error.message(), error.field()));
		}
		String message = error.message() + ((failure instanceof AdcpUnknownOutcomeException) ? MAY_BE_BOOKED : "");
		return this.bookings.refused(booking, new Problem(error.code(), message, error.field()));
	}

	private Booking answered(Booking booking, AdcpResult<MediaBuyResponse> result) {
		String mediaBuyId = result.body().mediaBuyId();
		if (mediaBuyId == null) {
			return this.bookings.unknown(booking, new Problem(result.status().toUpperCase(Locale.ROOT),
					"The seller has taken it on and has given no media_buy_id yet", null));
		}
		return this.bookings.booked(booking, mediaBuyId, result);
	}

	private static AdcpException lastFailure(AdcpException failure) {
		return (failure instanceof AdcpUnknownOutcomeException unknown) ? unknown.lastFailure() : failure;
	}

	/**
	 * Whether only the same call can settle what became of the campaign. Refused
	 * credentials are such a case, since they say nothing of an earlier attempt. So is an
	 * expired key: the desk never sends a campaign under a new one by itself, somebody
	 * has to look among the seller's media buys for its id, their {@code po_number}. A
	 * refused campaign can be corrected even where an earlier attempt may have booked it,
	 * because it keeps its key.
	 */
	private static boolean leavesOpen(AdcpException failure) {
		AdcpException last = lastFailure(failure);
		boolean unanswered = failure != last && last instanceof AdcpTransportException;
		return unanswered || last.recovery() == Recovery.TRANSIENT || last instanceof AdcpUnreadableResultException
				|| last instanceof AdcpAuthenticationException || last instanceof IdempotencyExpiredException;
	}

}
