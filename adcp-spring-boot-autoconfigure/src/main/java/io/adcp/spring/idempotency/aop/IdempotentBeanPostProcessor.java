package io.adcp.spring.idempotency.aop;

import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/**
 * Gives beans with {@code @Idempotent} methods their advice, and leaves all others as
 * they are. It does without an auto-proxy creator: switching one on, or to class proxies,
 * would change beans that have nothing to do with AdCP.
 * <p>
 * A bean that Spring has made a proxy for gets the advice in that proxy, just outside of
 * the transaction advice wherever that stands. Others get a proxy of their own.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class IdempotentBeanPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor
		implements MergedBeanDefinitionPostProcessor {

	// Beans that others got hold of before they were complete, by name.
	private final transient Map<String, Object> early = new ConcurrentHashMap<>();

	private final transient Advisor idempotentAdvisor;

	/**
	 * Create a post-processor.
	 * @param advisor the advice and where it applies
	 */
	public IdempotentBeanPostProcessor(IdempotentAdvisor advisor) {
		this.idempotentAdvisor = advisor;
		this.advisor = advisor;
		// A controller is called by its class, also where it implements an interface.
		setProxyTargetClass(true);
	}

	/**
	 * Ask the auto-proxy creator, if there is one, for a class proxy of this bean only.
	 */
	@Override
	public void postProcessMergedBeanDefinition(RootBeanDefinition definition, Class<?> type, String name) {
		if (this.beanFactory != null && this.beanFactory.containsBeanDefinition(name) && canBeSubclassed(type)
				&& isEligible(type)) {
			this.beanFactory.getBeanDefinition(name).setAttribute(AutoProxyUtils.PRESERVE_TARGET_CLASS_ATTRIBUTE, true);
		}
	}

	@Override
	public Object getEarlyBeanReference(Object bean, String name) {
		Object target = AopProxyUtils.getSingletonTarget(bean);
		this.early.put(name, (target != null) ? target : bean);
		return advise(bean, name);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (this.early.remove(name) != bean) ? advise(bean, name) : bean;
	}

	private Object advise(Object bean, String name) {
		if (bean instanceof Advised advised && !advised.isFrozen() && !(bean instanceof AopInfrastructureBean)) {
			if (isEligible(AopUtils.getTargetClass(bean))) {
				advised.addAdvisor(position(advised), this.idempotentAdvisor);
			}
			return bean;
		}
		return super.postProcessAfterInitialization(bean, name);
	}

	private static int position(Advised advised) {
		Advisor[] advisors = advised.getAdvisors();
		for (int i = 0; i < advisors.length; i++) {
			if (advisors[i].getAdvice() instanceof TransactionInterceptor) {
				return i;
			}
		}
		return advisors.length;
	}

	@Override
	protected ProxyFactory prepareProxyFactory(Object bean, String name) {
		ProxyFactory factory = super.prepareProxyFactory(bean, name);
		if (!canBeSubclassed(bean.getClass())) {
			factory.setProxyTargetClass(false);
		}
		return factory;
	}

	private static boolean canBeSubclassed(Class<?> type) {
		return !Modifier.isFinal(type.getModifiers());
	}

}
