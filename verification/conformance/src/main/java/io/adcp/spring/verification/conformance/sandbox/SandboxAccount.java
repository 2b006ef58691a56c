package io.adcp.spring.verification.conformance.sandbox;

import io.adcp.spring.sample.seller.account.AccountReference;
import io.adcp.spring.sample.seller.account.Accounts;
import io.adcp.spring.sample.seller.account.BrandReference;
import io.adcp.spring.server.AccountResolver;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * In the sandbox each agent has one account, whatever brand and operator it names: for
 * the scope of its keys and for its buys alike.
 */
@Component
class SandboxAccount implements AccountResolver, BeanPostProcessor {

	static final AccountReference REFERENCE = new AccountReference(null, new BrandReference("sandbox.example", null),
			"sandbox.example", true);

	@Override
	public @Nullable String resolve(String agent, JsonNode request) {
		return request.has("account") ? "sandbox" : null;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		if (!(bean instanceof Accounts)) {
			return bean;
		}
		ProxyFactory accounts = new ProxyFactory(bean);
		accounts.setProxyTargetClass(true);
		accounts.addAdvice((MethodInterceptor) (call) -> {
			Object[] arguments = call.getArguments();
			for (int i = 0; i < arguments.length; i++) {
				arguments[i] = (arguments[i] instanceof AccountReference) ? REFERENCE : arguments[i];
			}
			return call.proceed();
		});
		return accounts.getProxy(bean.getClass().getClassLoader());
	}

}
