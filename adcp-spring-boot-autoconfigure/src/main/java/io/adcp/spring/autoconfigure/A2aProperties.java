package io.adcp.spring.autoconfigure;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the A2A endpoint.
 *
 * @since 0.1.0
 */
public class A2aProperties extends AllowedCallersProperties {

	/**
	 * Whether to serve the tasks over A2A. Check before that the application's security
	 * rules cover the path.
	 */
	private boolean enabled;

	/**
	 * Path of the A2A endpoint, below spring.mvc.servlet.path.
	 */
	@NotNull
	@Pattern(regexp = "/[A-Za-z0-9_./-]*[A-Za-z0-9_-]", message = "must be a path such as /a2a")
	private String path = "/a2a";

	/**
	 * Address of the A2A endpoint as buyers reach it, for the agent card. By default, the
	 * host that the card was requested from, and the path.
	 */
	private @Nullable URI url;

	/**
	 * Versions of A2A that are spoken, the preferred one first. Add 0.3 for older buyers;
	 * they need no header, and may call the input parameters.
	 */
	@NotEmpty
	private List<@NotNull @Pattern(regexp = "1\\.0|0\\.3",
			message = "must be 1.0 or 0.3") String> versions = new ArrayList<>(List.of("1.0"));

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public String getPath() {
		return this.path;
	}

	public void setPath(String path) {
		this.path = path;
	}

	public @Nullable URI getUrl() {
		return this.url;
	}

	public void setUrl(@Nullable URI url) {
		this.url = url;
	}

	public List<String> getVersions() {
		return this.versions;
	}

	public void setVersions(List<String> versions) {
		this.versions = versions;
	}

	@AssertTrue(message = "the url must be absolute, such as https://seller.example/a2a")
	boolean isUrlAbsolute() {
		return this.url == null || (this.url.isAbsolute() && this.url.getHost() != null);
	}

}
