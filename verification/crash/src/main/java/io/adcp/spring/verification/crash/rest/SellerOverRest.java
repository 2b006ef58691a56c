package io.adcp.spring.verification.crash.rest;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpExchange;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Three keyed tasks and a read over REST, as plain as an application would write them.
 */
@RestController
@RequestMapping("/rest")
class SellerOverRest {

	private final JdbcClient jdbc;

	SellerOverRest(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@PostMapping("/create_media_buy")
	@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
	@Idempotent
	public Bought create(@RequestBody @Valid Purchase purchase) {
		Bought bought = new Bought("rb_" + UUID.randomUUID(), purchase.packages().get(0).budget());
		this.jdbc.sql("INSERT INTO rest_buy (id, agent, buyer_ref, budget) VALUES (?, ?, ?, ?)")
			.param(bought.mediaBuyId())
			.param(AdcpExchange.current().agent())
			.param(purchase.buyerRef())
			.param(bought.budget())
			.update();
		return bought;
	}

	@PostMapping("/update_media_buy")
	@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
	@Idempotent
	public Bought update(@RequestBody @Valid Change change) {
		BigDecimal budget = change.packages().get(0).budget();
		int updated = this.jdbc.sql("UPDATE rest_buy SET budget = ? WHERE id = ? AND agent = ?")
			.params(budget, change.mediaBuyId(), AdcpExchange.current().agent())
			.update();
		if (updated == 0) {
			throw new AdcpTaskException(AdcpError.of(AdcpErrorCode.MEDIA_BUY_NOT_FOUND, "There is no such media buy"),
					null);
		}
		return new Bought(change.mediaBuyId(), budget);
	}

	@PostMapping("/sync_creatives")
	@AdcpTask(AdcpTask.SYNC_CREATIVES)
	@Idempotent
	public Map<String, Integer> sync(@RequestBody @Valid Creatives creatives) {
		for (Creative one : creatives.creatives()) {
			this.jdbc.sql("""
					INSERT INTO rest_creative (agent, creative_id, name) VALUES (?, ?, ?)
					ON CONFLICT (agent, creative_id) DO UPDATE SET name = EXCLUDED.name""")
				.params(AdcpExchange.current().agent(), one.creativeId(), one.name())
				.update();
		}
		return Map.of("synced", creatives.creatives().size());
	}

	@PostMapping("/get_media_buys")
	@AdcpTask(AdcpTask.GET_MEDIA_BUYS)
	public Map<String, Object> read(@RequestBody @Valid Reading reading) {
		List<String> ids = (reading.mediaBuyIds() != null) ? reading.mediaBuyIds() : List.of("");
		return Map.of("media_buys",
				this.jdbc.sql("SELECT id AS media_buy_id, budget FROM rest_buy WHERE agent = ? AND id = ?")
					.params(AdcpExchange.current().agent(), ids.isEmpty() ? "" : ids.get(0))
					.query()
					.listOfRows());
	}

	record Purchase(@NotNull Map<String, Object> account, @NotNull Map<String, Object> brand,
			@Nullable @Size(max = 255) String buyerRef, @NotEmpty @Size(max = 100) List<@NotNull @Valid Line> packages,
			@NotBlank String startTime, @NotNull Instant endTime) {
	}

	record Line(@NotNull @Positive @Digits(integer = 14, fraction = 2) BigDecimal budget) {
	}

	record Change(@NotNull Map<String, Object> account, @NotBlank @Size(max = 50) String mediaBuyId,
			@NotEmpty List<@NotNull @Valid Line> packages) {
	}

	record Creatives(@NotNull Map<String, Object> account,
			@NotEmpty @Size(max = 100) List<@NotNull @Valid Creative> creatives) {
	}

	record Creative(@NotBlank @Size(max = 255) String creativeId, @NotBlank @Size(max = 255) String name) {
	}

	record Reading(@Nullable List<@NotNull String> mediaBuyIds) {
	}

	record Bought(String mediaBuyId, BigDecimal budget) {
	}

}
