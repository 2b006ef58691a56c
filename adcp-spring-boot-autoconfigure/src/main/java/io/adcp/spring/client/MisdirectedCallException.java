package io.adcp.spring.client;

/**
 * A call was frozen for another seller, another address of it, or another caller than the
 * client it was given to has. Nothing was sent: the key and the task id mean nothing
 * there, and the seller could execute the call a second time.
 *
 * @since 0.1.0
 * @see AdcpClient#adopt(AdcpCall)
 */
public class MisdirectedCallException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final transient AdcpCall call;

	MisdirectedCallException(AdcpCall call, String message) {
		super(message);
		this.call = call;
	}

	/**
	 * Return the call.
	 * @return the call, unchanged
	 */
	public AdcpCall call() {
		return this.call;
	}

}
