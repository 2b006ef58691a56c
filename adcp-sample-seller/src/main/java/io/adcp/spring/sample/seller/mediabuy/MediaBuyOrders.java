package io.adcp.spring.sample.seller.mediabuy;

import org.jspecify.annotations.Nullable;

import io.adcp.spring.AdcpError;
import io.adcp.spring.Recovery;
import io.adcp.spring.downstream.CallRefusedException;
import io.adcp.spring.sample.seller.account.AccountReference;
import io.adcp.spring.sample.seller.adserver.AdServer;
import io.adcp.spring.sample.seller.adserver.AdServerProperties;
import io.adcp.spring.sample.seller.adserver.Order;
import io.adcp.spring.task.AdcpSubmitted;
import io.adcp.spring.task.AdcpTaskRun;
import io.adcp.spring.task.AdcpTasks;
import io.adcp.spring.task.AdcpWork;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Orders large media buys at the ad server. That can take its time, so the buyer is told
 * that the task is submitted, and hears of its end later. However often the work has to
 * begin anew, there is one order.
 */
@Component
class MediaBuyOrders {

	private static final String ORDER = "order-media-buy";

	private final AdcpTasks tasks;

	private final MediaBuyService mediaBuys;

	private final @Nullable AdServer adServer;

	private final AdServerProperties properties;

	MediaBuyOrders(AdcpTasks tasks, MediaBuyService mediaBuys, ObjectProvider<AdServer> adServer,
			AdServerProperties properties) {
		this.tasks = tasks;
		this.mediaBuys = mediaBuys;
		this.adServer = adServer.getIfAvailable();
		this.properties = properties;
	}

	boolean areNeededFor(MediaBuyDetails buy) {
		return this.adServer != null && buy.totalBudget().compareTo(this.properties.ordersAbove()) > 0;
	}

	/**
	 * Let a buy that has just been booked wait for its order. All of it is part of the
	 * caller's transaction: the buy, the task, its work, and the answer.
	 */
	AdcpSubmitted submit(String agent, AccountReference account, MediaBuyDetails buy) {
		return this.tasks.submit(ORDER, this.mediaBuys.hold(agent, account, buy));
	}

	@AdcpWork(ORDER)
	void order(OrderedBuy buy, AdcpTaskRun run) throws Exception {
		if (this.adServer == null) {
			throw new IllegalStateException("Media buy " + buy.mediaBuyId()
					+ " waits for an ad server, but sample.seller.ad-server.url is not set");
		}
		try {
			Order order = run.call(this.adServer, buy.order());
			run.complete(() -> CreateMediaBuyResponse.of(this.mediaBuys.confirm(buy, order.orderId())));
		}
		catch (CallRefusedException ex) {
			run.reject(AdcpError.of("ORDER_REFUSED", "The ad server has no room for this buy", Recovery.CORRECTABLE),
					() -> this.mediaBuys.refuse(buy));
		}
	}

}
