package io.adcp.spring.server;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.AdcpVersion;

import tools.jackson.databind.JsonNode;

/**
 * The releases of AdCP that a seller serves, and which of them a call gets (AdCP 3.2,
 * versioning): the one that it names, or else the highest below it of the same major
 * version. A call that names none gets the lowest, because AdCP 3.0 had no way to name
 * one.
 *
 * @since 0.1.0
 */
public final class ServedVersions {

	/** All that this library knows. */
	public static final ServedVersions ALL = new ServedVersions(
			List.of(AdcpVersion.V3_0, AdcpVersion.V3_1, AdcpVersion.V3_2));

	private static final String RELEASE = "adcp_version";

	private static final String MAJOR = "adcp_major_version";

	private final TreeSet<AdcpVersion> versions;

	/**
	 * Create a set of releases.
	 * @param versions the releases, at least one
	 */
	public ServedVersions(Collection<AdcpVersion> versions) {
		this.versions = new TreeSet<>(versions);
	}

	/**
	 * Return the releases.
	 * @return the releases, the lowest first
	 */
	public List<AdcpVersion> releases() {
		return List.copyOf(this.versions);
	}

	/**
	 * Return the major versions.
	 * @return the major versions, the lowest first
	 */
	public List<Integer> majors() {
		return this.versions.stream().map(AdcpVersion::major).distinct().toList();
	}

	/**
	 * Return the release that a call is served.
	 * @param request the request
	 * @return the release
	 * @throws AdcpTaskException if there is none that fits
	 */
	public AdcpVersion require(JsonNode request) {
		return find(request).orElseThrow(() -> new AdcpTaskException(unsupported(request), null));
	}

	Optional<AdcpVersion> find(JsonNode request) {
		JsonNode release = request.path(RELEASE);
		JsonNode major = request.path(MAJOR);
		if (release.isMissingNode() || release.isNull()) {
			return this.versions.stream().filter((version) -> isOf(version, major)).min(Comparator.naturalOrder());
		}
		return release(release).filter((asked) -> isOf(asked, major))
			.flatMap((asked) -> this.versions.stream()
				.filter((version) -> version.major() == asked.major() && version.compareTo(asked) <= 0)
				.max(Comparator.naturalOrder()));
	}

	/** As a number, 3.10 would be 3.1. */
	private static Optional<AdcpVersion> release(JsonNode release) {
		return release.isString() ? AdcpVersion.find(release.asString()) : Optional.empty();
	}

	private static boolean isOf(AdcpVersion version, JsonNode major) {
		return major.isMissingNode() || major.isNull()
				|| (major.isIntegralNumber() && major.canConvertToInt() && major.asInt() == version.major());
	}

	private AdcpError unsupported(JsonNode request) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("supported_versions", this.versions.stream().map(AdcpVersion::toString).toList());
		details.put("supported_majors", majors());
		JsonNode release = request.path(RELEASE);
		JsonNode major = request.path(MAJOR);
		release(release).ifPresent((asked) -> details.put(RELEASE, asked.toString()));
		if (major.canConvertToInt() && major.isIntegralNumber() && major.asInt() > 0 && major.asInt() < 100) {
			details.put(MAJOR, major.asInt());
		}
		String message = "This release of AdCP is not served here. Served are " + this.versions;
		String field = (release.isMissingNode() || release.isNull()) ? MAJOR : RELEASE;
		return AdcpError.of(AdcpErrorCode.VERSION_UNSUPPORTED, message)
			.withIssue("/" + field, message, "enum")
			.withDetails(details);
	}

}
