package io.adcp.spring.sample.seller.webhook;

import io.adcp.spring.sample.seller.webhook.WebhookSender.WebhookFailedException;
import org.springframework.aop.interceptor.AsyncUncaughtExceptionHandler;
import org.springframework.aop.interceptor.SimpleAsyncUncaughtExceptionHandler;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.AsyncConfigurer;

/**
 * Keeps a webhook's failure, which is expected and logged where it happens, from being
 * reported once more as an error.
 */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration implements AsyncConfigurer {

	@Override
	public AsyncUncaughtExceptionHandler getAsyncUncaughtExceptionHandler() {
		AsyncUncaughtExceptionHandler others = new SimpleAsyncUncaughtExceptionHandler();
		return (ex, method, params) -> {
			if (!(ex instanceof WebhookFailedException)) {
				others.handleUncaughtException(ex, method, params);
			}
		};
	}

}
