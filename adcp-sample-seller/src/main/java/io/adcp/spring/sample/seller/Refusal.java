package io.adcp.spring.sample.seller;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.Recovery;

/**
 * The errors that this seller answers with. All are thrown before anything is written, or
 * roll back what was.
 */
public final class Refusal {

	private Refusal() {
	}

	/**
	 * The request breaks a rule that no annotation can express.
	 * @param field the path of the field at fault
	 * @param message a sentence for a person
	 * @return the exception to throw
	 */
	public static AdcpException invalid(String field, String message) {
		return of(AdcpErrorCode.INVALID_REQUEST, field, message);
	}

	/**
	 * The request asks for something that this seller would have to ignore.
	 * @param field the path of the field at fault
	 * @param message a sentence for a person
	 * @return the exception to throw
	 */
	public static AdcpException unsupported(String field, String message) {
		return of(AdcpErrorCode.UNSUPPORTED_FEATURE, field, message);
	}

	/**
	 * An error with the recovery class that AdCP gives to its code.
	 * @param code the code
	 * @param field the path of the field at fault
	 * @param message a sentence for a person
	 * @return the exception to throw
	 */
	public static AdcpException of(AdcpErrorCode code, String field, String message) {
		return new AdcpTaskException(AdcpError.of(code, message).withField(field), null);
	}

	/**
	 * A correctable error of a code that the starter has no constant for.
	 * @param code the code
	 * @param field the path of the field at fault
	 * @param message a sentence for a person
	 * @return the exception to throw
	 */
	public static AdcpException correctable(String code, String field, String message) {
		return new AdcpTaskException(AdcpError.of(code, message, Recovery.CORRECTABLE).withField(field), null);
	}

}
