package io.adcp.spring.sample.seller.product;

import jakarta.validation.constraints.NotBlank;

/**
 * A creative format by the agent that defines it and its id there, as AdCP writes it.
 *
 * @param agentUrl the agent that defines the format
 * @param id the format's id with that agent
 */
public record FormatId(@NotBlank String agentUrl, @NotBlank String id) {

	/**
	 * The agent that defines the standard formats; this seller has none of its own.
	 */
	private static final String STANDARD_FORMATS = "https://creative.adcontextprotocol.org";

	/**
	 * Name a standard format.
	 * @param id the format's id
	 * @return the format
	 */
	public static FormatId standard(String id) {
		return new FormatId(STANDARD_FORMATS, id);
	}

}
