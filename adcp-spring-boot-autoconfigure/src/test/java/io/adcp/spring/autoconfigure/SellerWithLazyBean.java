package io.adcp.spring.autoconfigure;

import org.mariadb.jdbc.MariaDbDataSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * A seller with a bean that is never made, because the library that it needs is not
 * there.
 */
public class SellerWithLazyBean implements Runnable {

	@Override
	public void run() {
		SpringApplication application = new SpringApplication(Seller.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application
			.run("--spring.datasource.generate-unique-name=true")) {
			SellerContext.execute(context, SellerContext.request(null), () -> "{}");
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Lazy
	@Component
	static class LazyBean {

		MariaDbDataSource use(MariaDbDataSource dataSource) {
			return dataSource;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(BuyTasks.class)
	@ComponentScan(useDefaultFilters = false,
			includeFilters = @Filter(type = FilterType.REGEX, pattern = ".*SellerWithLazyBean.LazyBean"))
	static class Seller {

	}

}
