package io.adcp.spring.idempotency.aop;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.idempotency.IdempotentCall;
import org.aopalliance.aop.Advice;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.Pointcut;
import org.springframework.aop.support.AbstractPointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;

/**
 * Applies {@link Idempotent} to beans. Everything it needs is asked for at the first
 * call, so that the advisor, which is made before all other beans, pulls none of them in.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class IdempotentAdvisor extends AbstractPointcutAdvisor implements BeanFactoryAware {

	private final transient Pointcut pointcut;

	private final IdempotentInterceptor interceptor;

	/**
	 * Create an advisor.
	 * @param store the engine
	 * @param currentCall the call that the current thread serves, or {@code null}
	 * @param transactional whether method and record commit in one transaction; asked at
	 * the first call
	 */
	public IdempotentAdvisor(Supplier<IdempotencyStore> store, Supplier<@Nullable IdempotentCall> currentCall,
			BooleanSupplier transactional) {
		this(store, currentCall, transactional, ClaimedMethods.NONE);
	}

	/**
	 * Create an advisor for methods that call other systems, too.
	 * @param store the engine
	 * @param currentCall the call that the current thread serves, or {@code null}
	 * @param transactional whether method and record commit in one transaction; asked at
	 * the first call
	 * @param claimed runs the methods that take a claim
	 */
	public IdempotentAdvisor(Supplier<IdempotencyStore> store, Supplier<@Nullable IdempotentCall> currentCall,
			BooleanSupplier transactional, ClaimedMethods claimed) {
		this.pointcut = new IdempotentMethods();
		this.interceptor = new IdempotentInterceptor(store, currentCall, transactional, claimed);
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.interceptor.setBeanFactory(beanFactory);
	}

	@Override
	public Pointcut getPointcut() {
		return this.pointcut;
	}

	@Override
	public Advice getAdvice() {
		return this.interceptor;
	}

}
