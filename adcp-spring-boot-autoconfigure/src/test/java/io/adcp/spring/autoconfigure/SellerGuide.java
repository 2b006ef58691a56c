package io.adcp.spring.autoconfigure;

import java.util.Objects;

import javax.sql.DataSource;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AccountResolver;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.AdcpExchange;
import io.adcp.spring.server.AgentResolver;
import jakarta.persistence.EntityManager;
import jakarta.validation.Valid;

import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The code of {@code docs/seller.md} that stands beside its application: the page shows
 * it line by line.
 */
class SellerGuide {

	@Bean
	AgentResolver agents(Agents agents) {
		return (principal) -> (principal != null) ? agents.idOf(principal) : null;
	}

	@Bean
	AccountResolver accounts(Agents agents) {
		return (agent, request) -> {
			String account = request.path("account").path("account_id").asString(null);
			if (account != null && !agents.mayActFor(agent, account)) {
				throw new AdcpTaskException(
						AdcpError.of(AdcpErrorCode.ACCOUNT_NOT_FOUND, "Unknown account").withField("account"), null);
			}
			return account;
		};
	}

	@Bean
	@Primary
	DataSource business() {
		return DataSourceBuilder.create().url("jdbc:postgresql://localhost/ads").build();
	}

	@Bean
	@Primary
	PlatformTransactionManager transactions(DataSource business) {
		return new JdbcTransactionManager(business);
	}

	@AdcpController
	static class Bookings {

		private final EntityManager entities;

		Bookings(EntityManager entities) {
			this.entities = entities;
		}

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		@Idempotent
		Confirmation create(@Valid Order order, AdcpExchange exchange) {
			Booking booking = new Booking(exchange.agent(), order.buyerRef());
			this.entities.persist(booking);
			return new Confirmation(booking.id());
		}

	}

	@RestController
	static class Orders {

		@Idempotent
		@PostMapping("/orders")
		ResponseEntity<Confirmation> order(@RequestBody Order order) {
			return ResponseEntity.status(HttpStatus.CREATED).body(new Confirmation("order-" + order.buyerRef()));
		}

	}

	interface Agents {

		String idOf(Object principal);

		boolean mayActFor(String agent, String account);

	}

	record Order(String buyerRef) {
	}

	record Confirmation(String mediaBuyId) {
	}

	record Booking(String agent, String reference) {

		String id() {
			return Objects.hash(this.agent, this.reference) + "";
		}

	}

}
