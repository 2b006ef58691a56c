package io.adcp.spring.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The text that is signed (RFC 9421, section 2.5).
 */
final class SignatureBase {

	/**
	 * What each signature covers, in the order in which signers write it.
	 */
	static final List<String> COMPONENTS = List.of("@method", "@target-uri", "@authority", "content-type",
			"content-digest");

	private SignatureBase() {
	}

	/**
	 * Write the text.
	 * @param method the HTTP method
	 * @param target the URL
	 * @param contentType the header's value
	 * @param contentDigest the header's value
	 * @param components the components, in the order in which they are covered
	 * @param parameters list and parameters as in {@code Signature-Input}
	 * @return the text
	 */
	static byte[] write(String method, TargetUri target, @Nullable String contentType, @Nullable String contentDigest,
			List<String> components, String parameters) {
		StringBuilder base = new StringBuilder();
		for (String component : components) {
			String value = switch (component) {
				case "@method" -> method;
				case "@target-uri" -> target.value();
				case "@authority" -> target.authority();
				case "content-type" -> contentType;
				case "content-digest" -> contentDigest;
				default -> throw new IllegalArgumentException("Not covered: " + component);
			};
			base.append('"').append(component).append("\": ").append(value).append('\n');
		}
		return base.append("\"@signature-params\": ").append(parameters).toString().getBytes(StandardCharsets.UTF_8);
	}

}
