package io.adcp.spring.sample.seller.mediabuy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.sample.seller.Refusal;
import io.adcp.spring.sample.seller.account.Account;
import io.adcp.spring.sample.seller.account.AccountReference;
import io.adcp.spring.sample.seller.account.Accounts;
import io.adcp.spring.sample.seller.adserver.OrderRequest;
import io.adcp.spring.sample.seller.creative.CreativeAssignments;
import io.adcp.spring.sample.seller.mediabuy.UpdateMediaBuyRequest.PackageUpdate;
import org.springframework.stereotype.Service;

/**
 * Books, changes and finds media buys. It neither opens transactions nor knows of keys:
 * its callers are idempotent tasks, which have done both.
 */
@Service
class MediaBuyService {

	private final MediaBuyRepository mediaBuys;

	private final PackageRepository packages;

	private final PackageBooking booking;

	private final CreativeAssignments creatives;

	private final Accounts accounts;

	private final Clock clock;

	MediaBuyService(MediaBuyRepository mediaBuys, PackageRepository packages, PackageBooking booking,
			CreativeAssignments creatives, Accounts accounts, Clock clock) {
		this.mediaBuys = mediaBuys;
		this.packages = packages;
		this.booking = booking;
		this.creatives = creatives;
		this.accounts = accounts;
		this.clock = clock;
	}

	MediaBuyDetails book(String agent, CreateMediaBuyRequest request) {
		if (request.proposalId() != null) {
			throw Refusal.unsupported("proposal_id", "This seller makes no proposals");
		}
		Instant now = now();
		Flight flight = Flight.plan(request.startTime(), request.endTime(), now);
		String currency = this.booking.currencyOf(request.packages(), "packages");
		Account account = this.accounts.require(agent, request.account());
		MediaBuy buy = new MediaBuy("mb_" + UUID.randomUUID(), 0, agent, account.accountId(), request.brand().domain(),
				request.buyerRef(), request.poNumber(), currency, flight.start(), flight.end(), false, null, null, 1,
				now, now, "new");
		this.mediaBuys.insert(buy);
		for (int i = 0; i < request.packages().size(); i++) {
			this.booking.book(buy, i, request.packages().get(i), "packages[" + i + "]");
		}
		return details(find(agent, account.accountId(), buy.mediaBuyId(), now));
	}

	/**
	 * Let a buy wait for its order.
	 * @return the buy, and what to order
	 */
	OrderedBuy hold(String agent, AccountReference account, MediaBuyDetails buy) {
		this.mediaBuys.hold(buy.mediaBuyId());
		OrderRequest order = new OrderRequest(buy.mediaBuyId(), buy.totalBudget(), buy.currency(), buy.startTime(),
				buy.endTime());
		return new OrderedBuy(agent, this.accounts.require(agent, account).accountId(), order);
	}

	MediaBuyDetails confirm(OrderedBuy buy, String orderId) {
		Instant now = now();
		this.mediaBuys.confirm(buy.mediaBuyId(), orderId, now);
		return details(find(buy.agent(), buy.accountId(), buy.mediaBuyId(), now));
	}

	void refuse(OrderedBuy buy) {
		this.mediaBuys.refuse(buy.mediaBuyId());
	}

	UpdateMediaBuyResponse change(String agent, UpdateMediaBuyRequest request) {
		Instant now = now();
		String accountId = this.accounts.require(agent, request.account()).accountId();
		MediaBuy buy = find(agent, accountId, request.mediaBuyId(), now);
		buy.requireOpenTo(request);
		if (request.revision() != null && request.revision() != buy.revision()) {
			throw Refusal.correctable("CONFLICT", "revision", "The media buy is at revision " + buy.revision());
		}
		// First, because it locks the row: the later of two changes at once ends here.
		if (!this.mediaBuys.update(changed(buy, request, now), now)) {
			throw Refusal.of(AdcpErrorCode.SERVICE_UNAVAILABLE, "media_buy_id", "The media buy is being changed");
		}
		List<String> affected = changePackages(buy, request);
		return UpdateMediaBuyResponse.of(details(find(agent, accountId, buy.mediaBuyId(), now)), affected);
	}

	GetMediaBuysResponse find(String agent, GetMediaBuysRequest request) {
		String accountId = (request.account() != null)
				? this.accounts.find(agent, request.account()).map(Account::accountId).orElse("") : null;
		List<MediaBuy> found = this.mediaBuys
			.find(new MediaBuyRepository.Query(agent, accountId, request.mediaBuyIds(), request.buyerRefs(),
					request.statuses(), request.after(), request.limit() + 1, now().atOffset(ZoneOffset.UTC)));
		boolean more = found.size() > request.limit();
		List<MediaBuy> page = more ? found.subList(0, request.limit()) : found;
		String cursor = more ? Long.toString(page.get(page.size() - 1).position()) : null;
		return new GetMediaBuysResponse(details(page), new GetMediaBuysResponse.Pagination(more, cursor));
	}

	private static MediaBuy changed(MediaBuy buy, UpdateMediaBuyRequest request, Instant now) {
		Flight flight = new Flight(
				(request.startTime() != null) ? Flight.startingTime(request.startTime(), now) : buy.startTime(),
				(request.endTime() != null) ? request.endTime() : buy.endTime())
			.endingAfter(now);
		boolean paused = (request.paused() != null) ? request.paused() : buy.paused();
		Instant canceledAt = Boolean.TRUE.equals(request.canceled()) ? now : null;
		return new MediaBuy(buy.mediaBuyId(), buy.position(), buy.agent(), buy.accountId(), buy.brandDomain(),
				buy.buyerRef(), buy.poNumber(), buy.currency(), flight.start(), flight.end(), paused, canceledAt,
				(canceledAt != null) ? request.cancellationReason() : null, buy.revision(), buy.createdAt(), now,
				buy.status());
	}

	private List<String> changePackages(MediaBuy buy, UpdateMediaBuyRequest request) {
		List<BookedPackage> booked = this.packages.findByMediaBuys(List.of(buy.mediaBuyId()));
		List<String> affected = new ArrayList<>();
		List<PackageUpdate> updates = orEmpty(request.packages());
		for (int i = 0; i < updates.size(); i++) {
			String field = "packages[" + i + "]";
			BookedPackage one = packageOf(booked, updates.get(i).packageId(), field);
			this.booking.change(buy, one, updates.get(i), field);
			affected.add(one.packageId());
		}
		List<PackageRequest> additions = orEmpty(request.newPackages());
		for (int i = 0; i < additions.size(); i++) {
			String field = "new_packages[" + i + "]";
			this.booking.requireCurrency(buy.currency(), additions.get(i), field);
			affected.add(this.booking.book(buy, booked.size() + i, additions.get(i), field));
		}
		return affected;
	}

	private static BookedPackage packageOf(List<BookedPackage> booked, String packageId, String field) {
		return booked.stream()
			.filter((one) -> one.packageId().equals(packageId))
			.findFirst()
			.orElseThrow(() -> Refusal.of(AdcpErrorCode.PACKAGE_NOT_FOUND, field + ".package_id",
					"The media buy has no such package"));
	}

	private MediaBuy find(String agent, String accountId, String mediaBuyId, Instant now) {
		return this.mediaBuys.find(agent, accountId, mediaBuyId, now)
			.orElseThrow(() -> Refusal.of(AdcpErrorCode.MEDIA_BUY_NOT_FOUND, "media_buy_id",
					"The account has no such media buy"));
	}

	private MediaBuyDetails details(MediaBuy buy) {
		return details(List.of(buy)).get(0);
	}

	private List<MediaBuyDetails> details(List<MediaBuy> buys) {
		List<BookedPackage> all = this.packages.findByMediaBuys(buys.stream().map(MediaBuy::mediaBuyId).toList());
		Map<String, List<BookedPackage>> byBuy = all.stream().collect(Collectors.groupingBy(BookedPackage::mediaBuyId));
		Map<String, List<String>> assigned = this.creatives.of(all.stream().map(BookedPackage::packageId).toList());
		Function<MediaBuy, List<BookedPackage>> packagesOf = (buy) -> byBuy.getOrDefault(buy.mediaBuyId(), List.of());
		return buys.stream().map((buy) -> MediaBuyDetails.of(buy, packagesOf.apply(buy), assigned)).toList();
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

	private static <T> List<T> orEmpty(@Nullable List<T> list) {
		return (list != null) ? list : List.of();
	}

}
