package io.adcp.spring.client;

import java.nio.charset.StandardCharsets;

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
	 * @return the bytes, those of the body unchanged
	 */
	byte[] addTo(SerializedBody body) {
		if (this.major == null || !body.isObject() || body.saysVersion()) {
			return body.json();
		}
		String fields = "\"adcp_major_version\":" + this.major + (body.isEmpty() ? "" : ",");
		String head = (this.release != null) ? "{\"adcp_version\":\"" + this.release + "\"," : "{";
		return body.behind((head + fields).getBytes(StandardCharsets.UTF_8));
	}

}
