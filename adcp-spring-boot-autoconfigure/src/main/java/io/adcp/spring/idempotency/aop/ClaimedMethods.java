package io.adcp.spring.idempotency.aop;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.idempotency.ClaimedHandler;
import io.adcp.spring.idempotency.ClaimedRun;
import io.adcp.spring.idempotency.ClaimedStore;
import io.adcp.spring.idempotency.HandlerClaim;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotentCall;
import io.adcp.spring.idempotency.IdempotentResponse;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@link io.adcp.spring.idempotency.Idempotent} methods that take a
 * {@link HandlerClaim}, without a transaction around them.
 *
 * @since 0.1.0
 */
public final class ClaimedMethods {

	/**
	 * For sellers without such methods.
	 */
	static final ClaimedMethods NONE = new ClaimedMethods(() -> {
		throw new IllegalStateException("There is no engine for methods that take a claim");
	}, (run) -> {
		throw new IllegalStateException("There is no engine for methods that take a claim");
	});

	private final Supplier<ClaimedStore> store;

	private final Function<ClaimedRun, HandlerClaim> claims;

	/**
	 * Create it.
	 * @param store the engine, asked for at the first call
	 * @param claims makes a method's argument
	 */
	public ClaimedMethods(Supplier<ClaimedStore> store, Function<ClaimedRun, HandlerClaim> claims) {
		this.store = store;
		this.claims = claims;
	}

	/**
	 * Return whether a method commits by itself.
	 * @param method the method
	 * @return {@code true} if it takes a claim
	 */
	public static boolean takesClaim(Method method) {
		return Arrays.stream(method.getParameterTypes()).anyMatch(HandlerClaim.class::isAssignableFrom);
	}

	static InvalidRequestException keyNeeded() {
		String message = "This task calls other systems and needs an idempotency_key";
		return new InvalidRequestException(
				AdcpError.of(AdcpErrorCode.INVALID_REQUEST, message).withIssue("/idempotency_key", message, "required"),
				null);
	}

	@Nullable Object invoke(MethodInvocation invocation, IdempotentCall call, IdempotencyRequest request) throws Exception {
		AtomicReference<@Nullable Object> returned = new AtomicReference<>();
		IdempotentResponse response = this.store.get().execute(request, new ClaimedHandler() {
			@Override
			public HandlerClaim claim(ClaimedRun run) {
				return ClaimedMethods.this.claims.apply(run);
			}

			@Override
			public @Nullable Object call(HandlerClaim claim) throws Exception {
				returned.set(IdempotentInterceptor.proceed(invocation, arguments(invocation, claim)));
				return returned.get();
			}

			@Override
			public String write(@Nullable Object value) throws Exception {
				return call.write(value);
			}
		});
		call.answered(response);
		return response.replayed() ? call.read(response.body(), invocation.getMethod().getGenericReturnType())
				: returned.get();
	}

	private static Object[] arguments(MethodInvocation invocation, HandlerClaim claim) {
		List<Class<?>> types = List.of(invocation.getMethod().getParameterTypes());
		Object[] arguments = Objects.requireNonNull(invocation.getArguments()).clone();
		for (int i = 0; i < arguments.length; i++) {
			if (HandlerClaim.class.isAssignableFrom(types.get(i))) {
				arguments[i] = claim;
			}
		}
		return arguments;
	}

}
