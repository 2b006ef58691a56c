package io.adcp.spring.idempotency.aop;

import java.lang.reflect.Method;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;
import org.springframework.transaction.interceptor.DelegatingTransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttributeSource;

/**
 * The transaction of an {@code @Idempotent} method: what its own {@code @Transactional}
 * asks for, but written to and rolled back on every exception. A checked exception or a
 * {@code noRollbackFor} would commit a claim that has no response, and block the key. A
 * method that wants a transaction to be there, or does not mind, gets one.
 */
class IdempotentTransactionAttributeSource implements TransactionAttributeSource {

	private static final Set<Integer> JOINING = Set.of(TransactionDefinition.PROPAGATION_SUPPORTS,
			TransactionDefinition.PROPAGATION_MANDATORY);

	private final TransactionAttributeSource annotations = new AnnotationTransactionAttributeSource(false);

	@Override
	public TransactionAttribute getTransactionAttribute(Method method, @Nullable Class<?> targetClass) {
		TransactionAttribute declared = this.annotations.getTransactionAttribute(method, targetClass);
		return new RollbackAlways((declared != null) ? declared : new DefaultTransactionAttribute());
	}

	@SuppressWarnings("serial")
	private static final class RollbackAlways extends DelegatingTransactionAttribute {

		RollbackAlways(TransactionAttribute declared) {
			super(declared);
		}

		@Override
		public int getPropagationBehavior() {
			int declared = super.getPropagationBehavior();
			return JOINING.contains(declared) ? TransactionDefinition.PROPAGATION_REQUIRED : declared;
		}

		@Override
		public boolean rollbackOn(Throwable ex) {
			return true;
		}

		@Override
		public boolean isReadOnly() {
			return false;
		}

	}

}
