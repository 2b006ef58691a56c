package io.adcp.spring;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of AdCP, such as 3.1 (AdCP 3.2, versioning). A patch release is not one of
 * its own on the wire, and previews are not served.
 *
 * @param major the major version
 * @param minor the minor version
 * @since 0.1.0
 */
public record AdcpVersion(int major, int minor) implements Comparable<AdcpVersion> {

	/** AdCP 3.0, in which {@code status} is a media buy's own. */
	public static final AdcpVersion V3_0 = new AdcpVersion(3, 0);

	/** AdCP 3.1, in which {@code status} is the task's. */
	public static final AdcpVersion V3_1 = new AdcpVersion(3, 1);

	/** AdCP 3.2, in which {@code get_products} may carry a key. */
	public static final AdcpVersion V3_2 = new AdcpVersion(3, 2);

	private static final Pattern FORMAT = Pattern.compile("(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})");

	private static final Comparator<AdcpVersion> ORDER = Comparator.comparingInt(AdcpVersion::major)
		.thenComparingInt(AdcpVersion::minor);

	/**
	 * Read a release.
	 * @param text the release as {@code adcp_version} has it
	 * @return the release, or empty for a preview and for what is no release at all
	 */
	public static Optional<AdcpVersion> find(String text) {
		Matcher matcher = FORMAT.matcher(text);
		return matcher.matches()
				? Optional.of(new AdcpVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
				: Optional.empty();
	}

	@Override
	public int compareTo(AdcpVersion other) {
		return ORDER.compare(this, other);
	}

	/**
	 * Return the release as {@code adcp_version} has it.
	 * @return major and minor, such as {@code 3.1}
	 */
	@Override
	public String toString() {
		return this.major + "." + this.minor;
	}

}
