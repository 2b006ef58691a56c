package io.adcp.spring.autoconfigure;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Boot prints where an application does not start.
 */
final class StartFailure {

	private StartFailure() {
	}

	static FailureAnalysis of(ApplicationContextRunner application) {
		AtomicReference<FailureAnalysis> analysis = new AtomicReference<>();
		AtomicReference<ConfigurableApplicationContext> source = new AtomicReference<>();
		application.withInitializer(source::set).run((context) -> {
			assertThat(context).hasFailed();
			analysis.set(
					analyze(Objects.requireNonNull(context.getStartupFailure()), Objects.requireNonNull(source.get())));
		});
		return Objects.requireNonNull(analysis.get());
	}

	private static FailureAnalysis analyze(Throwable failure, ConfigurableApplicationContext context) {
		List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class,
					SpringFactoriesLoader.ArgumentResolver.of(BeanFactory.class, context.getBeanFactory())
						.and(Environment.class, context.getEnvironment()),
					SpringFactoriesLoader.FailureHandler.handleMessage((message, ex) -> {
					}));
		for (FailureAnalyzer analyzer : analyzers) {
			FailureAnalysis analysis = analyzer.analyze(failure);
			if (analysis != null) {
				return analysis;
			}
		}
		throw new AssertionError("Nobody analyzes this failure", failure);
	}

}
