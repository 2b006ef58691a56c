package io.adcp.spring.idempotency.aop;

import java.lang.reflect.Method;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.adcp.spring.idempotency.CommittedResourcePurgedException;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.idempotency.IdempotentCall;
import io.adcp.spring.idempotency.IdempotentResponse;
import io.adcp.spring.idempotency.UnitOfWork;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.AopUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.function.SingletonSupplier;

/**
 * Runs {@link Idempotent} methods through the {@link IdempotencyStore}, in a transaction:
 * the record's, where the backend takes part in one, and otherwise one whose end decides
 * about the record, where the application has transactions at all.
 */
@SuppressWarnings("serial")
class IdempotentInterceptor extends ApplicationTransactions implements MethodInterceptor {

	private final transient Supplier<IdempotencyStore> store;

	private final transient Supplier<@Nullable IdempotentCall> currentCall;

	private final transient ClaimedMethods claimed;

	private final transient SingletonSupplier<Boolean> needsTransaction;

	private final transient SingletonSupplier<Boolean> mayHaveTransaction = SingletonSupplier.of(this::areThere);

	IdempotentInterceptor(Supplier<IdempotencyStore> store, Supplier<@Nullable IdempotentCall> currentCall,
			BooleanSupplier transactional, ClaimedMethods claimed) {
		this.claimed = claimed;
		this.store = store;
		this.currentCall = currentCall;
		this.needsTransaction = SingletonSupplier.of(transactional::getAsBoolean);
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		IdempotentCall call = this.currentCall.get();
		try {
			return invoke(invocation, call);
		}
		catch (CommittedResourcePurgedException ex) {
			if (call != null && ex.replayed()) {
				call.replayedFailure();
			}
			throw ex;
		}
	}

	private @Nullable Object invoke(MethodInvocation invocation, @Nullable IdempotentCall call) throws Throwable {
		if (call == null) {
			throw new IllegalStateException("@Idempotent method " + invocation.getMethod()
					+ " was called outside of an AdCP call, so there is no key. Use IdempotencyStore.execute there.");
		}
		Optional<IdempotencyRequest> request = call.idempotencyRequest();
		if (ClaimedMethods.takesClaim(invocation.getMethod())) {
			return this.claimed.invoke(invocation, call, request.orElseThrow(ClaimedMethods::keyNeeded));
		}
		Class<?> type = invocation.getMethod().getReturnType();
		if (!DeferredValue.isDeferred(type)) {
			return request.isPresent() ? execute(invocation, call, request.get()) : invocation.proceed();
		}
		return DeferredValue.completed(type,
				request.isPresent() ? execute(invocation, call, request.get()) : answerOnce(invocation, call));
	}

	// Without a key there is nothing to store, but the transport still needs the value.
	private @Nullable Object answerOnce(MethodInvocation invocation, IdempotentCall call) throws Exception {
		Object value = value(invocation);
		call.answered(new IdempotentResponse(call.write(value), false));
		return value;
	}

	private @Nullable Object execute(MethodInvocation invocation, IdempotentCall call, IdempotencyRequest request)
			throws Exception {
		AtomicReference<@Nullable Object> returned = new AtomicReference<>();
		IdempotentResponse response = this.store.get().execute(request, unitOfWork(invocation), () -> {
			returned.set(value(invocation));
			return call.write(returned.get());
		});
		call.answered(response);
		withdrawUnlessCommitted(call);
		return response.replayed() ? call.read(response.body(), DeferredValue.typeOf(invocation.getMethod()))
				: returned.get();
	}

	private @Nullable Object value(MethodInvocation invocation) throws Exception {
		Object returned = proceed(invocation, invocation.getArguments());
		return DeferredValue.isDeferred(invocation.getMethod().getReturnType())
				? DeferredValue.await(returned, this.store.get().capability().inFlightMax()) : returned;
	}

	// An attempt that lost its claim may be followed by another: each needs the rest of
	// the interceptor chain afresh.
	static @Nullable Object proceed(MethodInvocation invocation, Object... arguments) throws Exception {
		try {
			return ((ProxyMethodInvocation) invocation).invocableClone(arguments).proceed();
		}
		catch (Exception | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	// In a larger transaction the answer is true only once that has committed, and it may
	// be rolled back without a word.
	private static void withdrawUnlessCommitted(IdempotentCall call) {
		if (TransactionSynchronizationManager.isActualTransactionActive()
				&& TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
				@Override
				public void afterCompletion(int status) {
					if (status != STATUS_COMMITTED) {
						call.withdrawn();
					}
				}
			});
		}
	}

	private UnitOfWork unitOfWork(MethodInvocation invocation) {
		Method method = invocation.getMethod();
		Class<?> targetClass = (invocation.getThis() != null) ? AopUtils.getTargetClass(invocation.getThis())
				: method.getDeclaringClass();
		TransactionAttribute attribute = Objects.requireNonNull(getTransactionAttributeSource())
			.getTransactionAttribute(method, targetClass);
		return (this.needsTransaction.obtain() || canOpen(attribute, targetClass))
				? new MethodTransaction(method, targetClass, attribute) : UnitOfWork.NONE;
	}

	private boolean canOpen(@Nullable TransactionAttribute attribute, Class<?> targetClass) {
		return this.mayHaveTransaction.obtain()
				&& determineTransactionManager(attribute, targetClass) instanceof PlatformTransactionManager;
	}

	/**
	 * The transaction that the method's attribute describes.
	 */
	private final class MethodTransaction implements UnitOfWork {

		private final Method method;

		private final Class<?> targetClass;

		private final boolean nested;

		private final boolean joined = TransactionSynchronizationManager.isActualTransactionActive();

		MethodTransaction(Method method, Class<?> targetClass, @Nullable TransactionAttribute attribute) {
			this.method = method;
			this.targetClass = targetClass;
			this.nested = attribute != null
					&& attribute.getPropagationBehavior() == TransactionDefinition.PROPAGATION_NESTED;
		}

		@Override
		@SuppressWarnings("unchecked")
		public <T> T run(Callable<T> work) throws Exception {
			CommittedWork<T> committed = new CommittedWork<>(work, this.nested);
			try {
				return (T) Objects.requireNonNull(invokeWithinTransaction(this.method, this.targetClass,
						() -> committed.call(currentTransactionStatus())));
			}
			catch (Throwable ex) {
				return committed.resultAfter(ex);
			}
		}

		@Override
		public boolean isJoined() {
			return this.joined;
		}

	}

}
