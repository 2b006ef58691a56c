package io.adcp.spring.downstream;

/**
 * Calls that may throw anything.
 */
final class BookingSellerCalls {

	private BookingSellerCalls() {
	}

	static <T> T unchecked(Value<T> call) {
		try {
			return call.get();
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	interface Call {

		void call() throws Exception;

	}

	interface Value<T> {

		T get() throws Exception;

	}

}
