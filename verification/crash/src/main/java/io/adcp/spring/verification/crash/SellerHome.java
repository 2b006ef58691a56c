package io.adcp.spring.verification.crash;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.adcp.spring.verification.crash.Life.Death;

/**
 * What a seller that lives and dies belongs to.
 */
interface SellerHome {

	Stage stage();

	Path folder();

	Traffic traffic();

	/**
	 * Return how a seller's lives end.
	 * @param end 0 or 1
	 */
	List<Fate> fatesOfSeller(int end);

	/** What every seller is told, as Spring Boot properties. */
	Map<String, String> sellerProperties();

	/**
	 * Be told that a seller was killed.
	 * @param death where
	 * @param underway the campaigns that it was at work on
	 */
	void sellerKilled(Death death, Set<String> underway);

}
