package io.adcp.spring.sample.seller;

import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModules;

/**
 * The feature packages use each other in one direction only, and only what is public.
 */
class ModularityTests {

	@Test
	void featuresKeepToThemselves() {
		ApplicationModules.of(SellerApplication.class).verify();
	}

}
