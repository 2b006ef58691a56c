package io.adcp.spring.verification.crash.seller;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.downstream.AdcpClaim;
import io.adcp.spring.downstream.Downstream;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpController;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A task that calls the ad server and is answered at once: the other form of a call under
 * a claim, beside the sample's tasks that finish later.
 */
@AdcpController
class DirectBuys {

	private final Downstream<DirectOrder, PlacedOrder> adServer;

	private final JdbcClient jdbc;

	private final boolean claimsAfterCall;

	/**
	 * Create the tasks.
	 * @param adServer the ad server
	 * @param jdbc writes the rows
	 * @param claimsAfterCall the mistake that this starter exists to avoid: the call is
	 * made first and written down afterwards
	 */
	DirectBuys(Downstream<DirectOrder, PlacedOrder> adServer, JdbcClient jdbc, boolean claimsAfterCall) {
		this.adServer = adServer;
		this.jdbc = jdbc;
		this.claimsAfterCall = claimsAfterCall;
	}

	@AdcpTask(AdcpTask.ACQUIRE_RIGHTS)
	@Idempotent
	Bought buy(@Valid Purchase purchase, AdcpClaim claim) throws Exception {
		DirectOrder order = new DirectOrder(purchase.poNumber(), "podcast-midroll", purchase.packages().get(0).budget(),
				"USD", "2099-09-01T00:00:00Z", "2099-09-30T23:59:59Z");
		PlacedOrder placed = claim.call(this.claimsAfterCall ? called(order) : this.adServer, order);
		return claim.commit(() -> keep(purchase.poNumber(), placed));
	}

	private Downstream<DirectOrder, PlacedOrder> called(DirectOrder order) throws Exception {
		PlacedOrder placed = this.adServer.invoke(UUID.randomUUID().toString(), order);
		return new CalledBefore(placed);
	}

	private Bought keep(String campaign, PlacedOrder placed) {
		Bought bought = new Bought("direct_" + UUID.randomUUID(), placed.orderId());
		this.jdbc.sql("INSERT INTO direct_buy (media_buy_id, po_number, order_id) VALUES (?, ?, ?)")
			.params(bought.mediaBuyId(), campaign, bought.orderId())
			.update();
		AroundCommit.register(CrashPoint.BEFORE_SETTLE, CrashPoint.AFTER_COMMIT);
		return bought;
	}

	record Purchase(@NotNull Map<String, Object> account, @NotBlank String poNumber,
			@NotEmpty List<@NotNull @Valid Line> packages) {
	}

	record Line(@NotNull BigDecimal budget) {
	}

	record Bought(String mediaBuyId, String orderId) {
	}

}
