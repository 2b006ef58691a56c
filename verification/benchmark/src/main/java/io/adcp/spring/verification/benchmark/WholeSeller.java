package io.adcp.spring.verification.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.adcp.spring.sample.seller.SellerApplication;

import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The sample seller with all that belongs to it: web server, security, validation,
 * migrations.
 */
final class WholeSeller implements AutoCloseable {

	private static final List<String> ARGUMENTS = List.of("--server.port=0", "--server.address=127.0.0.1",
			"--spring.datasource.username=postgres", "--spring.datasource.password=", "--logging.level.root=error",
			"--adcp.idempotency.purge-interval=1d");

	private final ConfigurableApplicationContext context;

	private WholeSeller(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Start the seller as it is.
	 * @param url the database's address
	 * @return the seller
	 */
	static WholeSeller withIdempotency(String url) {
		return start(url, SellerApplication.class);
	}

	/**
	 * Start the seller with {@code @Idempotent} meaning nothing but a transaction.
	 * @param url the database's address
	 * @return the seller
	 */
	static WholeSeller withoutIdempotency(String url) {
		return start(url, SellerApplication.class, TransactionsAlone.class);
	}

	private static WholeSeller start(String url, Class<?>... sources) {
		List<String> arguments = new ArrayList<>(ARGUMENTS);
		arguments.add("--spring.datasource.url=" + url);
		// The limits count as ever, but would end each block at 60 calls a second
		for (String kind : List.of("writes", "reads")) {
			arguments.add("--adcp.idempotency.rate-limit." + kind + ".sustained=10000000");
			arguments.add("--adcp.idempotency.rate-limit." + kind + ".burst=10000000");
		}
		return new WholeSeller(new SpringApplicationBuilder(sources).bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.registerShutdownHook(false)
			.run(arguments.toArray(String[]::new)));
	}

	int port() {
		return Objects.requireNonNull(((WebServerApplicationContext) this.context).getWebServer()).getPort();
	}

	long count(String table) {
		return this.context.getBean(JdbcClient.class).sql("SELECT count(*) FROM " + table).query(Long.class).single();
	}

	@Override
	public void close() {
		this.context.close();
	}

}
