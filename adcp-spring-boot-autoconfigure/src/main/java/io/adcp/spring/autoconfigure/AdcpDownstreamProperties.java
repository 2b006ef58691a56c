package io.adcp.spring.autoconfigure;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How a seller treats its calls to other systems.
 *
 * @since 0.1.0
 */
@Validated
@ConfigurationProperties("adcp.downstream")
public class AdcpDownstreamProperties {

	/**
	 * Time between two passes over the claims whose outcome is not known. A pass releases
	 * what is proven not to have been carried out, and logs what each of the others
	 * needs.
	 */
	@NotNull
	@DurationMin(seconds = 1)
	@DurationMax(days = 1)
	private Duration reconcileInterval = Duration.ofMinutes(5);

	public Duration getReconcileInterval() {
		return this.reconcileInterval;
	}

	public void setReconcileInterval(Duration reconcileInterval) {
		this.reconcileInterval = reconcileInterval;
	}

}
