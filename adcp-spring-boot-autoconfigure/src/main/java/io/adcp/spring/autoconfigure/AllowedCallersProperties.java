package io.adcp.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;

/**
 * From where an endpoint may be called.
 *
 * @since 0.1.0
 */
public abstract class AllowedCallersProperties {

	/**
	 * Host headers that are accepted. By default, all.
	 */
	private List<String> allowedHosts = new ArrayList<>();

	/**
	 * Origin headers that are accepted. By default none, which keeps browsers out.
	 */
	private List<String> allowedOrigins = new ArrayList<>();

	public List<String> getAllowedHosts() {
		return this.allowedHosts;
	}

	public void setAllowedHosts(List<String> allowedHosts) {
		this.allowedHosts = allowedHosts;
	}

	public List<String> getAllowedOrigins() {
		return this.allowedOrigins;
	}

	public void setAllowedOrigins(List<String> allowedOrigins) {
		this.allowedOrigins = allowedOrigins;
	}

}
