package io.adcp.spring.sample.seller;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static io.adcp.spring.sample.seller.MediaBuyRequests.create;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was answered is in the file, not in a buffer of the process.
 */
class SellerDataFileTests {

	@Test
	void aBuyIsInTheFileBeforeItIsAnswered(@TempDir Path directory) throws Exception {
		Path copy = directory.resolve("copy.mv.db");
		try (ConfigurableApplicationContext seller = start(directory)) {
			int port = seller.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			SellerClient client = new SellerClient(port, "sample-token-pinnacle-agency-4f7c");
			assertThat(client.call("create_media_buy", create("'buyer_ref': 'kept',").replace("2030", "2099")).error())
				.isFalse();
			// As a killed process would leave it.
			Files.copy(directory.resolve("seller.mv.db"), copy);
		}
		JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(
				"jdbc:h2:file:" + directory.resolve("copy") + ";MODE=PostgreSQL;IFEXISTS=TRUE", "sa", ""));
		assertThat(jdbc.sql("SELECT COUNT(*) FROM media_buy WHERE buyer_ref = 'kept'").query(Integer.class).single())
			.isOne();
	}

	private static ConfigurableApplicationContext start(Path directory) {
		return new SpringApplicationBuilder(SellerApplication.class).run("--server.port=0",
				"--sample.seller.data-dir=" + directory);
	}

}
