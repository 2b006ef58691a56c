package io.adcp.spring.downstream;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import io.adcp.spring.idempotency.OpenClaimBackend;
import org.jspecify.annotations.Nullable;

/**
 * The claims as a process sees them that is killed: from its death on it reaches nothing
 * more, so that nothing is tidied up.
 */
final class DyingClaims {

	final OpenClaimBackend claims;

	private final OpenClaimBackend target;

	private final String dieBefore;

	private final String dieAfter;

	private boolean dead;

	DyingClaims(OpenClaimBackend target, String dieBefore, String dieAfter) {
		this.target = target;
		this.dieBefore = dieBefore;
		this.dieAfter = dieAfter;
		this.claims = (OpenClaimBackend) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { OpenClaimBackend.class }, (proxy, method, arguments) -> call(method, arguments));
	}

	private @Nullable Object call(Method method, Object[] arguments) throws Throwable {
		if (this.dead || method.getName().equals(this.dieBefore)) {
			throw die();
		}
		try {
			Object result = method.invoke(this.target, arguments);
			if (method.getName().equals(this.dieAfter)) {
				throw die();
			}
			return result;
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	Killed die() {
		this.dead = true;
		return new Killed();
	}

	static final class Killed extends Error {

		private static final long serialVersionUID = 1L;

	}

}
