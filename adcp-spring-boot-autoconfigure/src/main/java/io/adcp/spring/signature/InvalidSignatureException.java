package io.adcp.spring.signature;

/**
 * A message's signature is missing or is not accepted.
 *
 * @since 0.1.0
 */
public class InvalidSignatureException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String code;

	InvalidSignatureException(String code) {
		super("The signature was refused: " + code);
		this.code = code;
	}

	/**
	 * Return AdCP's code for it, which the signer is told in {@code WWW-Authenticate}.
	 * @return the code, such as {@code webhook_signature_expired}
	 */
	public String code() {
		return this.code;
	}

}
