package io.adcp.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How a seller serves its tasks.
 *
 * @since 0.1.0
 */
@Validated
@ConfigurationProperties("adcp.server")
public class AdcpServerProperties {

	/**
	 * Largest request that is read. Larger ones are refused.
	 */
	@NotNull
	private DataSize maxRequestSize = DataSize.ofMegabytes(4);

	/**
	 * Whether startup fails if a task that requires a key is answered by a method
	 * without @Idempotent. Otherwise, a warning is logged.
	 */
	private boolean requireIdempotent = true;

	/**
	 * Releases of AdCP that the tasks' answers conform to. Calls that name none get the
	 * lowest.
	 */
	@NotEmpty
	private List<@NotNull @Pattern(regexp = "3\\.[0-2]",
			message = "must be 3.0, 3.1 or 3.2") String> versions = new ArrayList<>(List.of("3.0", "3.1", "3.2"));

	@Valid
	private final Mcp mcp = new Mcp();

	@Valid
	@NestedConfigurationProperty
	private final A2aProperties a2a = new A2aProperties();

	public DataSize getMaxRequestSize() {
		return this.maxRequestSize;
	}

	public void setMaxRequestSize(DataSize maxRequestSize) {
		this.maxRequestSize = maxRequestSize;
	}

	public boolean isRequireIdempotent() {
		return this.requireIdempotent;
	}

	public void setRequireIdempotent(boolean requireIdempotent) {
		this.requireIdempotent = requireIdempotent;
	}

	public List<String> getVersions() {
		return this.versions;
	}

	public void setVersions(List<String> versions) {
		this.versions = versions;
	}

	public Mcp getMcp() {
		return this.mcp;
	}

	public A2aProperties getA2a() {
		return this.a2a;
	}

	/**
	 * Settings of the MCP endpoint.
	 */
	public static class Mcp extends AllowedCallersProperties {

		/**
		 * Whether to serve the tasks over MCP.
		 */
		private boolean enabled = true;

		/**
		 * Path of the MCP endpoint, below spring.mvc.servlet.path.
		 */
		@NotNull
		@Pattern(regexp = "/[A-Za-z0-9_./-]*", message = "must be a path such as /mcp")
		private String path = "/mcp";

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

	}

}
