package io.adcp.spring.autoconfigure.client;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.client.AdcpTokenSupplier;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the bean that supplies a seller's tokens. One that has a seller's name, as its
 * qualifier or as its own, is for that seller, and never asked for another's; any other
 * is for all sellers that have none of their own.
 */
final class TokenSuppliers {

	private final ConfigurableListableBeanFactory beans;

	private final Collection<String> agents;

	private final List<String> names;

	TokenSuppliers(ConfigurableListableBeanFactory beans, Collection<String> agents) {
		this.beans = beans;
		this.agents = agents;
		this.names = List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, AdcpTokenSupplier.class));
	}

	/**
	 * Find a seller's supplier.
	 * @return the bean, or {@code null} where there is none
	 * @throws InvalidSetupException where several could be meant
	 */
	@Nullable AdcpTokenSupplier find(String agent) {
		List<String> own = names((name) -> isFor(agent, name));
		List<String> found = own.isEmpty() ? names((name) -> this.agents.stream().noneMatch((any) -> isFor(any, name)))
				: own;
		String name = Stream.of(found, primary(found), withoutFallbacks(found))
			.filter((candidates) -> candidates.size() == 1)
			.map((candidates) -> candidates.get(0))
			.findFirst()
			.orElse(null);
		if (name == null && !found.isEmpty()) {
			throw ambiguous(agent, found);
		}
		return (name != null) ? this.beans.getBean(name, AdcpTokenSupplier.class) : null;
	}

	private static InvalidSetupException ambiguous(String agent, List<String> found) {
		return new InvalidSetupException(
				"The token of the agent '" + agent + "' could come from " + found.size() + " AdcpTokenSupplier beans: "
						+ String.join(", ", found) + ".",
				"Mark the one for this agent with @Qualifier(\"" + agent
						+ "\"), or the one for all agents with @Primary, or set adcp.client.agents." + agent
						+ ".token.");
	}

	private boolean isFor(String agent, String name) {
		return BeanFactoryAnnotationUtils.isQualifierMatch(agent::equals, name, this.beans);
	}

	private List<String> primary(List<String> candidates) {
		return candidates.stream().filter((name) -> is(name, BeanDefinition::isPrimary)).toList();
	}

	private List<String> withoutFallbacks(List<String> candidates) {
		return candidates.stream().filter((name) -> !is(name, BeanDefinition::isFallback)).toList();
	}

	private boolean is(String name, Predicate<BeanDefinition> trait) {
		return this.beans.containsBeanDefinition(name) && trait.test(this.beans.getMergedBeanDefinition(name));
	}

	private List<String> names(Predicate<String> wanted) {
		return this.names.stream().filter(wanted).toList();
	}

}
