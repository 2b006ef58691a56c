package io.adcp.spring.server;

import java.lang.reflect.Type;

import io.adcp.spring.AdcpException;
import org.jspecify.annotations.Nullable;

/**
 * How a transport turns what handlers return into the text that is stored, and back.
 *
 * @since 0.1.0
 */
public interface ResponseFormat {

	/**
	 * Write a handler's return value.
	 * @param returned the value
	 * @return the text to be stored
	 * @throws AdcpException if the value is an AdCP error, which is never stored
	 * @throws Exception if the value cannot be written
	 */
	String write(@Nullable Object returned) throws Exception;

	/**
	 * Read a return value from a stored text.
	 * @param response the stored text
	 * @param type the type of the value
	 * @return the value, or {@code null} if none can be made of the text
	 */
	@Nullable Object read(String response, Type type);

}
