package io.adcp.spring.sample.buyer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * The desk. Give it a plan ({@code java -jar adcp-sample-buyer.jar plan.json}); without
 * one it books the plan that it ships with. {@link ExitCode} lists what it exits with.
 */
@SpringBootApplication
@EnableConfigurationProperties(BuyerProperties.class)
public class SampleBuyerApplication {

	/**
	 * Run the desk and exit.
	 * @param args the plan's file, and properties such as {@code --buyer.database=./desk}
	 */
	public static void main(String[] args) {
		System.exit(SpringApplication.exit(SpringApplication.run(SampleBuyerApplication.class, args)));
	}

	@Bean
	DeskReport deskReport() {
		return new DeskReport(System.out);
	}

}
