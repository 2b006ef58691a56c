package io.adcp.spring.verification.crash;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.adcp.spring.verification.crash.buyer.CampaignKind;
import io.adcp.spring.verification.crash.seller.Mistake;
import io.adcp.spring.verification.harness.Run;
import org.jspecify.annotations.Nullable;

/**
 * What a run can be told by system properties.
 *
 * @param kills how many processes to kill
 * @param calls how many campaigns to book at least
 * @param seed decides on the order of deaths and on what the wire does
 * @param limit how long the run may take
 * @param backend what keeps the sellers' records
 * @param races how many keys to race for
 * @param prove whether to show first that mistakes are found out
 * @param proof what mistake the sellers make and what comes of it, or {@code null}
 * @param campaigns the kind of the buyers' campaigns
 */
record CrashSettings(int kills, int calls, long seed, Duration limit, Backend backend, int races, boolean prove,
		@Nullable Proof proof, CampaignKind campaigns) {

	private static final int ENOUGH_FOR_ALL_PLACES = 100;

	static CrashSettings read() {
		Backend backend = Backend.valueOf(Run.text("adcp.crash.backend", "jdbc").toUpperCase(Locale.ROOT));
		String mistake = Run.text("adcp.crash.mistake", "");
		Proof proof = mistake.isEmpty() ? null : Proof.of(Mistake.valueOf(mistake.toUpperCase(Locale.ROOT)));
		CampaignKind campaigns = (proof != null) ? proof.campaigns()
				: (backend == Backend.JDBC) ? CampaignKind.MIXED : CampaignKind.AT_ONCE;
		return new CrashSettings(number("adcp.crash.kills", 200), number("adcp.crash.calls", 20_000),
				Run.seed("adcp.crash.seed"), Duration.ofMinutes(number("adcp.crash.minutes", 30)), backend,
				number("adcp.crash.races", 50),
				backend == Backend.JDBC && Boolean.parseBoolean(Run.text("adcp.crash.prove", "true")), proof,
				campaigns);
	}

	private static int number(String name, int otherwise) {
		return (int) Run.number(name, otherwise);
	}

	/**
	 * A short run against sellers that make a mistake.
	 * @param mistaken the mistake, and how it is found out
	 * @param number which run of several, each with another seed
	 */
	CrashSettings of(Proof mistaken, int number) {
		return new CrashSettings(2, 40, this.seed + number, Duration.ofMinutes(6), this.backend, 0, false, mistaken,
				mistaken.campaigns());
	}

	/** The mistake that the sellers make, or an empty text. */
	String mistake() {
		return (this.proof != null) ? this.proof.mistake().name() : "";
	}

	/** Where sellers die. */
	List<String> sellerPlaces() {
		return (this.proof != null) ? List.of(this.proof.place()) : this.backend.sellerPlaces();
	}

	/** How long a webhook may take when nothing fails any more. */
	Duration patience() {
		return (this.proof != null) ? Duration.ofSeconds(5) : Duration.ofMinutes(2);
	}

	/** Whether a place at which nothing has died fails the run. */
	boolean mustReachAllPlaces() {
		return this.kills >= ENOUGH_FOR_ALL_PLACES;
	}

	/** Whether sellers are at the centre of the run, or of a part of it. */
	boolean hasSellers() {
		return isPart("sellers");
	}

	/** Whether buyers are, who need what only a database can keep. */
	boolean hasBuyers() {
		return this.backend == Backend.JDBC && this.proof == null && isPart("buyers");
	}

	private static boolean isPart(String part) {
		return List.of(Run.text("adcp.crash.parts", "sellers,buyers").split(",")).contains(part);
	}

}
