package io.adcp.spring.test;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Puts the sellers of {@link AutoConfigureAdcpSeller} into the context.
 */
final class TestSellerCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> attributes) {
		AutoConfigureAdcpSeller annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass,
				AutoConfigureAdcpSeller.class);
		return (annotation != null) ? new Customizer(List.of(annotation.value())) : null;
	}

	/**
	 * Contexts with the same sellers are the same.
	 *
	 * @param agents the sellers' names
	 */
	private record Customizer(List<String> agents) implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration config) {
			Map<String, Object> properties = new HashMap<>();
			for (String agent : this.agents) {
				TestSeller seller = new TestSeller();
				seller.routeWebhooks((named) -> route(named, context.getEnvironment()));
				register((BeanDefinitionRegistry) context.getBeanFactory(), agent, seller);
				String prefix = "adcp.client.agents." + agent + ".";
				properties.put(prefix + "url", seller.url());
				properties.put(prefix + "protocol", "mcp");
				properties.put(prefix + "webhook-keys", seller.keys());
			}
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("adcpTestSellers", properties));
		}

		private static void register(BeanDefinitionRegistry beans, String agent, TestSeller seller) {
			RootBeanDefinition definition = new RootBeanDefinition(TestSeller.class, () -> seller);
			definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, agent));
			definition.setDestroyMethodName("close");
			beans.registerBeanDefinition(agent + "TestSeller", definition);
		}

		/**
		 * The application's own port is free, and so not in the address that it tells.
		 */
		private static URI route(URI named, Environment environment) {
			String port = environment.getProperty("local.server.port");
			return (port != null) ? URI.create("http://127.0.0.1:" + port + named.getRawPath()) : named;
		}

	}

}
