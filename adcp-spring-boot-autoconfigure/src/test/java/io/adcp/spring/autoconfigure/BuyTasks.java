package io.adcp.spring.autoconfigure;

import java.util.Map;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpController;

/**
 * A seller's controller. Public, so that class loaders that hide libraries can make its
 * proxy.
 */
@AdcpController
public class BuyTasks {

	@Idempotent
	@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
	public Map<String, Object> create() {
		return Map.of();
	}

}
