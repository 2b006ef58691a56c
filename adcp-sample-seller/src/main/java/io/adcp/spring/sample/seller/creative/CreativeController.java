package io.adcp.spring.sample.seller.creative;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.validation.Valid;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.sample.seller.Refusal;
import io.adcp.spring.sample.seller.account.Account;
import io.adcp.spring.sample.seller.account.Accounts;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.AdcpExchange;

/**
 * The tasks on creatives.
 */
@AdcpController
class CreativeController {

	private final Accounts accounts;

	private final CreativeSync sync;

	private final CreativeRepository repository;

	CreativeController(Accounts accounts, CreativeSync sync, CreativeRepository repository) {
		this.accounts = accounts;
		this.sync = sync;
		this.repository = repository;
	}

	@AdcpTask(value = AdcpTask.SYNC_CREATIVES, description = "Uploads creatives, and assigns them to packages.")
	@Idempotent
	SyncCreativesResponse syncCreatives(@Valid SyncCreativesRequest request, AdcpExchange exchange) {
		if (Boolean.TRUE.equals(request.deleteMissing())) {
			throw Refusal.unsupported("delete_missing", "This seller keeps creatives that are not sent again");
		}
		Account account = this.accounts.require(exchange.agent(), request.account());
		return this.sync.sync(account.accountId(), request);
	}

	@AdcpTask(value = AdcpTask.LIST_CREATIVES, description = "Tells which creatives there are.")
	ListCreativesResponse listCreatives(@Valid ListCreativesRequest request, AdcpExchange exchange) {
		List<Creative> found = found(request, exchange.agent());
		List<Creative> page = found.stream().skip(request.offset()).limit(request.limit()).toList();
		int end = request.offset() + page.size();
		boolean more = end < found.size();
		return new ListCreativesResponse(new ListCreativesResponse.QuerySummary(found.size(), page.size()),
				new ListCreativesResponse.Pagination(more, more ? Integer.toString(end) : null, found.size()),
				items(page));
	}

	private List<Creative> found(ListCreativesRequest request, String agent) {
		List<Creative> all = this.repository.findByAgent(agent);
		if (request.account() != null) {
			String accountId = this.accounts.find(agent, request.account()).map(Account::accountId).orElse("");
			all = all.stream().filter((creative) -> creative.accountId().equals(accountId)).toList();
		}
		return all.stream().filter(request::accept).toList();
	}

	private List<ListCreativesResponse.Item> items(List<Creative> page) {
		Set<String> accountIds = page.stream().map(Creative::accountId).collect(Collectors.toSet());
		List<Assignment> assignments = this.repository.findAssignmentsOfAccounts(accountIds);
		return page.stream()
			.map((creative) -> ListCreativesResponse.Item.of(creative,
					assignments.stream().filter(creative::isIn).toList()))
			.toList();
	}

}
