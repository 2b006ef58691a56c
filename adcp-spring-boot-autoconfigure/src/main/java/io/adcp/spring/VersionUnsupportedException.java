package io.adcp.spring;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The seller does not serve the release of AdCP that was asked for. Either it said so
 * ({@code VERSION_UNSUPPORTED}), or its capabilities did and nothing was sent. The call
 * is not repeated in another release, because its bytes never change; a new call finds
 * out anew what the seller serves.
 *
 * @since 0.1.0
 */
public class VersionUnsupportedException extends AdcpTaskException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param errors the errors as they stand on the wire, at least one
	 * @param idempotencyKey the call's key, or {@code null}
	 */
	public VersionUnsupportedException(List<AdcpError> errors, @Nullable String idempotencyKey) {
		super(errors, idempotencyKey, null);
	}

	/**
	 * Create the exception for a call that was not sent.
	 * @param message a sentence for the caller
	 * @param served the releases that the seller declares
	 * @return the exception
	 */
	public static VersionUnsupportedException notServed(String message, Collection<AdcpVersion> served) {
		List<String> versions = served.stream().map(AdcpVersion::toString).toList();
		return new VersionUnsupportedException(List.of(AdcpError.of(AdcpErrorCode.VERSION_UNSUPPORTED, message)
			.withDetails(Map.of("supported_versions", versions))), null);
	}

	/**
	 * Return the releases that the seller serves, as far as it told.
	 * @return the releases; empty where it did not tell, or none of a form that is known
	 */
	public List<AdcpVersion> supportedVersions() {
		if (!(error().details().get("supported_versions") instanceof Collection<?> versions)) {
			return List.of();
		}
		return versions.stream()
			.map((version) -> AdcpVersion.find(String.valueOf(version)))
			.flatMap(Optional::stream)
			.toList();
	}

}
