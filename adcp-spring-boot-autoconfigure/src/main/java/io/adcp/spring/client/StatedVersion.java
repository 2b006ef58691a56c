package io.adcp.spring.client;

import io.adcp.spring.AdcpVersion;
import org.jspecify.annotations.Nullable;

/**
 * What a call says of its release of AdCP, in its frozen bytes.
 *
 * @param release the {@code adcp_version}, or {@code null} for none
 * @param major the {@code adcp_major_version}, or {@code null} for none
 */
record StatedVersion(@Nullable AdcpVersion release, @Nullable Integer major) {

	static final StatedVersion NONE = new StatedVersion(null, null);

	static StatedVersion of(AdcpVersion release) {
		return new StatedVersion(release, release.major());
	}

	/**
	 * Add this to a body. What the caller has said stays as it is.
	 * @param body the body, a JSON object
	 * @return the body, its own bytes unchanged
	 */
	SerializedBody addTo(SerializedBody body) {
		if (this.major == null || !body.isObject() || body.saysVersion()) {
			return body;
		}
		String major = "\"adcp_major_version\":" + this.major;
		return body.withVersion((this.release != null) ? "\"adcp_version\":\"" + this.release + "\"," + major : major);
	}

}
