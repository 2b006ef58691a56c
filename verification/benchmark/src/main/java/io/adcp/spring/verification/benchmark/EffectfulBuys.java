package io.adcp.spring.verification.benchmark;

import java.util.Objects;
import java.util.Optional;

import io.adcp.spring.downstream.AdcpClaim;
import io.adcp.spring.downstream.Downstream;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.task.AdcpSubmitted;
import io.adcp.spring.task.AdcpTaskRun;
import io.adcp.spring.task.AdcpTasks;
import io.adcp.spring.task.AdcpWork;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Handlers whose effects go beyond their rows, with one row each.
 */
class EffectfulBuys {

	private static final String WORK = "book";

	private final AdcpTasks tasks;

	private final JdbcClient jdbc;

	private final Downstream<Order, Order> adServer = new AnsweringAdServer();

	EffectfulBuys(AdcpTasks tasks, JdbcClient jdbc) {
		this.tasks = tasks;
		this.jdbc = jdbc;
	}

	/**
	 * Answer that a later work will tell what came of it.
	 * @param request the request
	 * @return the answer
	 */
	@Idempotent
	public AdcpSubmitted submit(JsonNode request) {
		BookedBuy booking = BookedBuy.of(request);
		insert(booking);
		return this.tasks.submit(WORK, new Order(booking.mediaBuyId().toString()));
	}

	/**
	 * Call another system, which takes no time.
	 * @param request the request
	 * @param claim the claim, made by the advice
	 * @return the answer
	 */
	@Idempotent
	public BookedBuy.Answer order(JsonNode request, @Nullable AdcpClaim claim) {
		AdcpClaim own = Objects.requireNonNull(claim);
		own.call(this.adServer, new Order(request.path("buyer_ref").asString()));
		return own.commit(() -> insert(BookedBuy.of(request)));
	}

	@AdcpWork(WORK)
	void book(Order order, AdcpTaskRun run) throws Exception {
		run.complete(() -> order);
	}

	private BookedBuy.Answer insert(BookedBuy booking) {
		this.jdbc.sql(BookedBuy.INSERT_MEDIA_BUY).params(booking.mediaBuyParameters()).update();
		return booking.answer();
	}

	/**
	 * What the other system is asked for, and answers.
	 */
	record Order(String reference) {
	}

	private static final class AnsweringAdServer implements Downstream<Order, Order> {

		@Override
		public String name() {
			return "ad-server";
		}

		@Override
		public Order invoke(String requestId, Order request) {
			return request;
		}

		@Override
		public Optional<Order> find(String requestId) {
			return Optional.empty();
		}

	}

}
