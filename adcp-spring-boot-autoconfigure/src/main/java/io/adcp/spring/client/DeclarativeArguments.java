package io.adcp.spring.client;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * What the parameters of a declarative method are.
 *
 * @param body the position of the body, or -1 where there is none
 * @param key the position of the key, or -1 where there is none
 */
record DeclarativeArguments(int body, int key) {

	static DeclarativeArguments of(Method method) {
		int body = -1;
		int key = -1;
		Parameter[] parameters = method.getParameters();
		for (int i = 0; i < parameters.length; i++) {
			boolean isKey = parameters[i].isAnnotationPresent(CallKey.class);
			Assert.isTrue(!isKey || parameters[i].getType() == String.class,
					() -> method.toGenericString() + ": a @CallKey is a String");
			Assert.isTrue(isKey ? key < 0 : body < 0, () -> method.toGenericString()
					+ " must have one parameter at most for the body of the task, and one @CallKey");
			body = isKey ? body : i;
			key = isKey ? i : key;
		}
		return new DeclarativeArguments(body, key);
	}

	@Nullable Object body(Object[] arguments) {
		return (this.body >= 0) ? arguments[this.body] : null;
	}

	@Nullable String key(Object[] arguments) {
		return (this.key >= 0) ? (String) arguments[this.key] : null;
	}

}
