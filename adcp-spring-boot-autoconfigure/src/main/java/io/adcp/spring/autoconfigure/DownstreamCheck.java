package io.adcp.spring.autoconfigure;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.downstream.Downstream;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Looks at the start whether the other systems are declared so that calls of them can be
 * reconciled.
 */
class DownstreamCheck implements SmartInitializingSingleton {

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,99}");

	@SuppressWarnings("rawtypes")
	private final Supplier<List<Downstream>> systems;

	private final Supplier<Duration> inFlightMax;

	@SuppressWarnings("rawtypes")
	DownstreamCheck(Supplier<List<Downstream>> systems, Supplier<Duration> inFlightMax) {
		this.systems = systems;
		this.inFlightMax = inFlightMax;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Set<String> names = new HashSet<>();
		for (Downstream<?, ?> system : this.systems.get()) {
			requireName(system, names);
			requireTime(system);
		}
	}

	private static void requireName(Downstream<?, ?> system, Set<String> names) {
		if (!NAME.matcher(system.name()).matches()) {
			throw new InvalidSetupException(
					"The Downstream " + system.getClass().getName() + " has the name '" + system.name()
							+ "', which cannot stand in stored notes and metrics.",
					"Give it a name of lower case letters, digits, dots, underscores and hyphens, up to 100, "
							+ "and never change it.");
		}
		if (!names.add(system.name())) {
			throw new InvalidSetupException("Two beans of type Downstream have the name '" + system.name()
					+ "', so a stored call of one could " + "be looked up at the other.",
					"Give each system a name of its own, and never change it.");
		}
	}

	private void requireTime(Downstream<?, ?> system) {
		if (system.timeout().compareTo(this.inFlightMax.get()) >= 0) {
			throw new InvalidSetupException(
					"A call of '" + system.name() + "' may take " + system.timeout()
							+ ", but a request may be in flight " + "for " + this.inFlightMax.get()
							+ " only, so no call could be made under its claim.",
					"Give it a shorter timeout(), or set adcp.idempotency.in-flight-max to more than the sum of the "
							+ "calls that one request makes.");
		}
	}

}
