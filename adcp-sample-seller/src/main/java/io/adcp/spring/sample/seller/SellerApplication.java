package io.adcp.spring.sample.seller;

import java.time.Clock;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/**
 * The sample seller.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SellerApplication {

	public static void main(String[] args) {
		SpringApplication.run(SellerApplication.class, args);
	}

	@Bean
	static Clock clock() {
		return Clock.systemUTC();
	}

}
