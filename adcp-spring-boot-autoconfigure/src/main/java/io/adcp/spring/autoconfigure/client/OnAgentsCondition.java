package io.adcp.spring.autoconfigure.client;

import java.util.Set;
import java.util.TreeSet;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Asks how many sellers are configured.
 */
abstract class OnAgentsCondition extends SpringBootCondition {

	private static final String PREFIX = "adcp.client.agents";

	private final String wanted;

	OnAgentsCondition(String wanted) {
		this.wanted = wanted;
	}

	abstract boolean matches(int agents);

	/**
	 * Return the names of the configured sellers, in alphabetical order.
	 */
	static Set<String> agents(Environment environment) {
		return Binder.get(environment)
			.bind(PREFIX, Bindable.mapOf(String.class, Object.class))
			.<Set<String>>map((agents) -> new TreeSet<>(agents.keySet()))
			.orElse(Set.of());
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		int agents = agents(context.getEnvironment()).size();
		ConditionMessage message = ConditionMessage.forCondition("AdCP agents")
			.because(agents + " configured under " + PREFIX + ", wanted " + this.wanted);
		return new ConditionOutcome(matches(agents), message);
	}

	/**
	 * At least one seller.
	 */
	static final class Any extends OnAgentsCondition {

		Any() {
			super("at least one");
		}

		@Override
		boolean matches(int agents) {
			return agents > 0;
		}

	}

	/**
	 * Exactly one seller.
	 */
	static final class Single extends OnAgentsCondition {

		Single() {
			super("exactly one");
		}

		@Override
		boolean matches(int agents) {
			return agents == 1;
		}

	}

}
