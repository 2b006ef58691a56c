package io.adcp.spring.autoconfigure;

import javax.sql.DataSource;

import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.testing.PostgresServer;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A seller whose business rows are entities. Hibernate writes them at the commit, after
 * the record: they are one transaction all the same.
 */
class JpaSellerTests {

	private final ApplicationContextRunner runner = SellerContext.application()
		.withConfiguration(AutoConfigurations.of(HibernateJpaAutoConfiguration.class))
		.withBean(DataSource.class, () -> PostgresServer.newDatabase(4))
		.withBean(PersistenceManagedTypes.class, () -> PersistenceManagedTypes.of(Booking.class.getName()))
		.withPropertyValues("adcp.idempotency.enabled=true", "spring.jpa.hibernate.ddl-auto=create");

	@Test
	void entitiesAndRecordCommitTogether() {
		run((context) -> {
			assertThat(context.getBean(PlatformTransactionManager.class)).isInstanceOf(JpaTransactionManager.class);
			IdempotencyRequest request = SellerContext.request(null);
			assertThat(SellerContext.execute(context, request, () -> book(context, "one")).replayed()).isFalse();
			assertThat(SellerContext.execute(context, request, () -> book(context, "two")).replayed()).isTrue();
			assertThat(bookings(context)).isEqualTo(1);
		});
	}

	@Test
	void aHandlerThatFailsLeavesNeitherEntityNorRecord() {
		run((context) -> {
			IdempotencyRequest request = SellerContext.request(null);
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> SellerContext.execute(context, request, () -> {
					book(context, "one");
					throw new IllegalStateException("no");
				}));
			assertThat(bookings(context)).isZero();
			assertThat(SellerContext.execute(context, request, () -> book(context, "one")).replayed()).isFalse();
		});
	}

	@Test
	void anEntityThatIsRefusedAtTheCommitTakesTheRecordWithIt() {
		run((context) -> {
			SellerContext.execute(context, SellerContext.request(null), () -> book(context, "taken"));
			IdempotencyRequest request = SellerContext.request(null);
			assertThatExceptionOfType(DataIntegrityViolationException.class)
				.isThrownBy(() -> SellerContext.execute(context, request, () -> book(context, "taken")));
			assertThat(bookings(context)).isEqualTo(1);
			assertThat(SellerContext.execute(context, request, () -> book(context, "free")).replayed()).isFalse();
		});
	}

	private void run(ContextConsumer<AssertableApplicationContext> test) {
		this.runner.run(test);
	}

	private static String book(AssertableApplicationContext context, String name) {
		EntityManager entities = SharedEntityManagerCreator
			.createSharedEntityManager(context.getBean(EntityManagerFactory.class));
		entities.persist(new Booking(name));
		return "{\"name\":\"" + name + "\"}";
	}

	private static @Nullable Integer bookings(AssertableApplicationContext context) {
		return context.getBean(JdbcTemplate.class).queryForObject("SELECT count(*) FROM booking", Integer.class);
	}

	/**
	 * A business row.
	 */
	@Entity(name = "booking")
	static class Booking {

		@Id
		private long id = System.nanoTime();

		@Column(unique = true)
		private @Nullable String name;

		Booking() {
		}

		Booking(String name) {
			this.name = name;
		}

	}

}
