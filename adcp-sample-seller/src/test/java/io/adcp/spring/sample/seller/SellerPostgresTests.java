package io.adcp.spring.sample.seller;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;

import io.adcp.spring.sample.seller.SellerClient.Answer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;

import static io.adcp.spring.sample.seller.MediaBuyRequests.ACCOUNT;
import static io.adcp.spring.sample.seller.MediaBuyRequests.create;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The main path once more on PostgreSQL: its SQL is not H2's.
 */
@SellerTest
@ActiveProfiles("postgres")
@DirtiesContext
class SellerPostgresTests {

	@Autowired
	@Qualifier("pinnacle")
	private SellerClient pinnacle;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void aBuyIsBookedChangedFilledAndRead() {
		Answer buy = this.pinnacle.call("create_media_buy", create("'buyer_ref': 'path',"));
		assertThat(buy.error()).isFalse();
		String id = buy.text("/media_buy_id");
		assertThat(this.pinnacle
			.call("update_media_buy",
					"{%s, 'media_buy_id': '%s', 'revision': 1, 'end_time': '2030-07-31T00:00:00Z'}".formatted(ACCOUNT,
							id))
			.body()
			.at("/revision")
			.asInt()).isEqualTo(2);
		assertThat(this.pinnacle
			.call("sync_creatives",
					"""
							{%s, 'creatives': [{'creative_id': 'c1', 'name': 'Banner', 'assets': {},
							   'format_id': {'agent_url': 'https://creative.adcontextprotocol.org', 'id': 'display_300x250'}}],
							 'assignments': [{'creative_id': 'c1', 'package_id': '%s'}]}"""
						.formatted(ACCOUNT, buy.text("/packages/0/package_id")))
			.error()).isFalse();
		Answer found = this.pinnacle.call("get_media_buys",
				"{'buyer_refs': ['path'], 'status_filter': ['pending_start']}");
		assertThat(found.text("/media_buys/0/media_buy_id")).isEqualTo(id);
		assertThat(found.text("/media_buys/0/end_time")).isEqualTo("2030-07-31T00:00:00Z");
		assertThat(this.pinnacle.call("list_creatives", "{}").body().at("/creatives")).hasSize(1);
		assertThat(this.pinnacle.call("get_products", "{}").body().at("/products")).hasSize(4);
	}

	@Test
	void manyCallsAtOnceWithOneKeyBookOnce() throws Exception {
		String key = UUID.randomUUID().toString();
		String request = create("'buyer_ref': 'at-once',");
		// One that is carried out, and as many as may wait for it
		List<Answer> answers = atOnce(6, () -> this.pinnacle.call("create_media_buy", key, request));
		assertThat(answers).noneMatch(Answer::error);
		assertThat(answers).extracting((answer) -> answer.text("/media_buy_id"))
			.containsOnly(answers.get(0).text("/media_buy_id"));
		assertThat(answers).filteredOn((answer) -> !answer.body().at("/replayed").asBoolean(false)).hasSize(1);
		assertThat(count("media_buy WHERE buyer_ref = 'at-once'")).isOne();
	}

	@Test
	void manyFirstBuysAtOnceOpenOneAccount() throws Exception {
		String request = create("").replace("acme.example", "rush.example");
		List<Answer> answers = atOnce(8, () -> this.pinnacle.call("create_media_buy", request));
		assertThat(answers).noneMatch(Answer::error);
		assertThat(count("account WHERE brand_domain = 'rush.example'")).isOne();
	}

	@Test
	void bothMigrationHistoriesLiveTogether() {
		assertThat(count("flyway_schema_history WHERE success")).isEqualTo(4);
		assertThat(count("adcp_schema_history WHERE success")).isPositive();
	}

	private static List<Answer> atOnce(int times, Callable<Answer> call) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(times);
		try {
			List<Future<Answer>> futures = threads.invokeAll(IntStream.range(0, times).mapToObj((i) -> call).toList());
			List<Answer> answers = new ArrayList<>();
			for (Future<Answer> future : futures) {
				answers.add(future.get());
			}
			return answers;
		}
		finally {
			threads.shutdownNow();
		}
	}

	private int count(String table) {
		return this.jdbc.sql("SELECT COUNT(*) FROM " + table).query(Integer.class).single();
	}

	/**
	 * PostgreSQL as a bean, so that it ends after those who use it.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class PostgresConfiguration {

		@Bean
		EmbeddedPostgres postgres() throws IOException {
			return EmbeddedPostgres.start();
		}

		@Bean
		JdbcConnectionDetails connectionDetails(EmbeddedPostgres postgres) {
			return new JdbcConnectionDetails() {

				@Override
				public String getJdbcUrl() {
					return postgres.getJdbcUrl("postgres", "postgres");
				}

				@Override
				public String getUsername() {
					return "postgres";
				}

				@Override
				public String getPassword() {
					return "";
				}

			};
		}

	}

}
