package io.adcp.spring.client;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.adcp.spring.AdcpVersion;
import io.adcp.spring.VersionUnsupportedException;
import tools.jackson.databind.JsonNode;

/**
 * The releases of AdCP that a seller declares (AdCP 3.2, versioning). One that declares
 * none is taken for a seller of AdCP 3.0, which could not, and is told the major version
 * alone.
 */
final class SellerReleases {

	private final SortedSet<AdcpVersion> releases;

	private final SortedSet<Integer> majors;

	private final Instant validUntil;

	private volatile boolean refuted;

	private SellerReleases(SortedSet<AdcpVersion> releases, SortedSet<Integer> majors, Instant validUntil) {
		this.releases = releases;
		this.majors = majors;
		this.validUntil = validUntil;
	}

	static SellerReleases untold() {
		return new SellerReleases(new TreeSet<>(), new TreeSet<>(), Instant.MIN);
	}

	/** What is no release, such as a preview, is passed over. */
	static SellerReleases read(JsonNode capabilities, Instant validUntil) {
		JsonNode adcp = capabilities.path("adcp");
		SortedSet<AdcpVersion> releases = adcp.path("supported_versions")
			.valueStream()
			.map((version) -> AdcpVersion.find(version.stringValue("")))
			.flatMap(Optional::stream)
			.collect(Collectors.toCollection(TreeSet::new));
		SortedSet<Integer> majors = adcp.path("major_versions")
			.valueStream()
			.filter((major) -> major.isIntegralNumber() && major.canConvertToInt())
			.map(JsonNode::intValue)
			.collect(Collectors.toCollection(TreeSet::new));
		return new SellerReleases(releases, majors, validUntil);
	}

	boolean isValid(Instant now) {
		return !this.refuted && now.isBefore(this.validUntil);
	}

	boolean isRefuted() {
		return this.refuted;
	}

	/** The seller has refused what it declared: ask it anew before the next call. */
	void refute() {
		this.refuted = true;
	}

	/**
	 * Choose what a call says: the release that is wanted, or else the highest below it
	 * of the same major version.
	 * @throws VersionUnsupportedException where the seller declares none that fits
	 */
	StatedVersion choose(String agent, String task, AdcpVersion wanted) {
		Optional<AdcpVersion> release = this.releases.stream()
			.filter((one) -> one.major() == wanted.major() && one.compareTo(wanted) <= 0)
			.reduce((lower, higher) -> higher);
		if (release.isPresent()) {
			return StatedVersion.of(release.get());
		}
		if (!this.releases.isEmpty() || !(this.majors.isEmpty() || this.majors.contains(wanted.major()))) {
			throw unsupported(agent, task, wanted);
		}
		return this.majors.isEmpty() ? StatedVersion.NONE : new StatedVersion(null, wanted.major());
	}

	private VersionUnsupportedException unsupported(String agent, String task, AdcpVersion wanted) {
		String served = this.releases.isEmpty() ? "major version " + this.majors : String.valueOf(this.releases);
		String action = this.releases.stream().anyMatch((one) -> one.major() == wanted.major())
				? ". To speak another release, set adcp.client.agents." + agent + ".version" : "";
		return VersionUnsupportedException.notServed("The agent '" + agent + "' serves AdCP " + served
				+ ", and nothing that a buyer of " + wanted + " understands, so " + task + " was not sent" + action,
				this.releases);
	}

}
