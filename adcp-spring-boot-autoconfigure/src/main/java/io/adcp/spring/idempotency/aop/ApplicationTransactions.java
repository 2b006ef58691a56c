package io.adcp.spring.idempotency.aop;

import java.lang.reflect.Method;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.TransactionManagementConfigurer;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * Finds the transaction managers that the application's {@code @Transactional} methods
 * use: the one that a method names, else the one that a
 * {@link TransactionManagementConfigurer} names, else the only or primary one.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class ApplicationTransactions extends TransactionAspectSupport {

	private final transient IdempotentTransactionAttributeSource attributes = new IdempotentTransactionAttributeSource();

	ApplicationTransactions() {
		setTransactionAttributeSource(this.attributes);
	}

	/**
	 * Create a look-up.
	 * @param beans where the transaction managers are, asked when one is needed
	 */
	public ApplicationTransactions(BeanFactory beans) {
		this();
		setBeanFactory(beans);
	}

	/**
	 * Return the manager for calls that name none.
	 * @return the manager
	 * @throws org.springframework.beans.factory.NoSuchBeanDefinitionException if there is
	 * none, or there are several and none of them is chosen
	 */
	public PlatformTransactionManager defaultManager() {
		TransactionManager chosen = getTransactionManager();
		return (chosen instanceof PlatformTransactionManager platform) ? platform
				: beans().getBean(PlatformTransactionManager.class);
	}

	/**
	 * Return the manager for calls that name none, where that is clear.
	 * @return the manager, or {@code null} if there is none, or there are several and
	 * none of them is chosen
	 */
	public @Nullable PlatformTransactionManager findDefaultManager() {
		TransactionManager chosen = getTransactionManager();
		return (chosen instanceof PlatformTransactionManager platform) ? platform
				: beans().getBeanProvider(PlatformTransactionManager.class).getIfUnique();
	}

	/**
	 * Return whether the application has any transaction manager.
	 * @return {@code false} if nobody can open a transaction
	 */
	public boolean areThere() {
		return getTransactionManager() != null || (beans() instanceof ListableBeanFactory listable
				&& BeanFactoryUtils.beanNamesForTypeIncludingAncestors(listable, TransactionManager.class).length > 0);
	}

	/**
	 * Return the manager of an {@code @Idempotent} method.
	 * @param method the method
	 * @param type the class of its bean
	 * @return the manager, or {@code null} if it manages no transactions of a thread
	 * @throws org.springframework.beans.factory.NoSuchBeanDefinitionException if there is
	 * none, or there are several and none of them is chosen
	 */
	public @Nullable PlatformTransactionManager managerOf(Method method, Class<?> type) {
		return (determineTransactionManager(this.attributes.getTransactionAttribute(method, type),
				type) instanceof PlatformTransactionManager platform) ? platform : null;
	}

	@Override
	public @Nullable TransactionManager getTransactionManager() {
		if (super.getTransactionManager() == null && getBeanFactory() != null) {
			TransactionManagementConfigurer configurer = beans().getBeanProvider(TransactionManagementConfigurer.class)
				.getIfUnique();
			setTransactionManager((configurer != null) ? configurer.annotationDrivenTransactionManager() : null);
		}
		return super.getTransactionManager();
	}

	private BeanFactory beans() {
		return Objects.requireNonNull(getBeanFactory());
	}

}
