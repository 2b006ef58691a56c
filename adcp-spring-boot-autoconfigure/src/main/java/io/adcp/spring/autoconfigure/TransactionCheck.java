package io.adcp.spring.autoconfigure;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.TransactionalIdempotencyBackend;
import io.adcp.spring.idempotency.aop.TransactionBinding;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.StringUtils;

/**
 * Sees to it at start-up that the transactions of {@code @Idempotent} methods are those
 * of the data source with the records, by opening one and looking. Otherwise the two
 * could not commit together, which would only show at the first call.
 */
class TransactionCheck implements SmartInitializingSingleton {

	private final AnnotationTransactionAttributeSource attributes = new AnnotationTransactionAttributeSource(false);

	private final ListableBeanFactory beans;

	TransactionCheck(ListableBeanFactory beans) {
		this.beans = beans;
	}

	@Override
	public void afterSingletonsInstantiated() {
		IdempotencyBackend unique = this.beans.getBeanProvider(IdempotencyBackend.class).getIfUnique();
		TransactionalIdempotencyBackend backend = (unique != null) ? TransactionBinding.transactional(unique) : null;
		if (backend != null) {
			qualifiers().forEach((qualifier) -> check(backend, qualifier));
		}
	}

	/**
	 * Return the transaction managers that methods ask for by name; an empty text stands
	 * for the default one, which calls without a proxy use as well.
	 */
	private Set<String> qualifiers() {
		Set<String> qualifiers = new LinkedHashSet<>();
		for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beans, Object.class, false,
				false)) {
			Class<?> type = this.beans.getType(name, false);
			if (type != null && !type.getName().startsWith("org.springframework.")) {
				IdempotentMethodScan.of(type).forEach((method) -> qualifiers.add(qualifier(method, type)));
			}
		}
		if (qualifiers.isEmpty()) {
			qualifiers.add("");
		}
		return qualifiers;
	}

	private String qualifier(Method method, Class<?> type) {
		TransactionAttribute attribute = this.attributes.getTransactionAttribute(method, type);
		return (attribute != null && StringUtils.hasText(attribute.getQualifier()))
				? Objects.requireNonNull(attribute.getQualifier()) : "";
	}

	private void check(TransactionalIdempotencyBackend backend, String qualifier) {
		PlatformTransactionManager manager = manager(qualifier);
		if (manager == null) {
			throw new TransactionManagerException(qualifier.isEmpty()
					? "There is no transaction manager that @Idempotent methods could use, or there are "
							+ "several and none is marked @Primary."
					: "There is no transaction manager '" + qualifier + "' that an @Idempotent method asks for.");
		}
		Boolean joined = new TransactionTemplate(manager).execute((status) -> backend.isPartOfTransaction());
		if (!Boolean.TRUE.equals(joined)) {
			throw new TransactionManagerException("The transaction manager "
					+ (qualifier.isEmpty() ? "of @Idempotent methods" : "'" + qualifier + "'") + " ("
					+ manager.getClass().getName() + ") does not open its transactions on the data source that keeps "
					+ "the idempotency records.");
		}
	}

	private @Nullable PlatformTransactionManager manager(String qualifier) {
		if (qualifier.isEmpty()) {
			return (this.beans.getBeanProvider(TransactionManager.class)
				.getIfUnique() instanceof PlatformTransactionManager platform) ? platform : null;
		}
		try {
			return BeanFactoryAnnotationUtils.qualifiedBeanOfType(this.beans, PlatformTransactionManager.class,
					qualifier);
		}
		catch (NoSuchBeanDefinitionException ex) {
			return null;
		}
	}

}
