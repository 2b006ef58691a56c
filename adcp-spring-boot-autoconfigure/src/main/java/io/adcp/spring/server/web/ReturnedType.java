package io.adcp.spring.server.web;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpEntity;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.method.HandlerMethod;

/**
 * The type of what a method answers in the end: of the value of a {@code Callable},
 * future or {@code Mono}, and otherwise its return type.
 */
final class ReturnedType extends MethodParameter {

	private final MethodParameter declared;

	private final ResolvableType type;

	private ReturnedType(MethodParameter declared, ResolvableType type) {
		super(declared);
		this.declared = declared;
		this.type = type;
	}

	/**
	 * Return the type of a method's answer.
	 * @param method the method
	 * @param value the value, or {@code null}
	 * @return the type, for Spring MVC
	 */
	static MethodParameter of(HandlerMethod method, @Nullable Object value) {
		MethodParameter declared = method.getReturnType();
		return isDeferred(declared.getParameterType())
				? new ReturnedType(declared, ResolvableType.forMethodParameter(declared).getGeneric())
				: method.getReturnValueType(value);
	}

	/**
	 * Return the class of the body that a method answers with.
	 * @param method the method
	 * @return the class, without deferral and entity around it
	 */
	static Class<?> bodyOf(HandlerMethod method) {
		ResolvableType type = ResolvableType.forMethodParameter(of(method, null));
		Class<?> raw = type.resolve(Object.class);
		if (!HttpEntity.class.isAssignableFrom(raw)) {
			return raw;
		}
		return type.as(HttpEntity.class).getGeneric().resolve(Object.class);
	}

	static boolean isDeferred(Class<?> type) {
		return Callable.class.isAssignableFrom(type) || CompletionStage.class.isAssignableFrom(type)
				|| DeferredResult.class.isAssignableFrom(type) || WebAsyncTask.class.isAssignableFrom(type)
				|| ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
	}

	@Override
	public Class<?> getParameterType() {
		return this.type.resolve(Object.class);
	}

	@Override
	public Type getGenericParameterType() {
		return this.type.getType();
	}

	@Override
	public <A extends Annotation> @Nullable A getMethodAnnotation(Class<A> annotationType) {
		return this.declared.getMethodAnnotation(annotationType);
	}

	@Override
	public <A extends Annotation> boolean hasMethodAnnotation(Class<A> annotationType) {
		return this.declared.hasMethodAnnotation(annotationType);
	}

	@Override
	public ReturnedType clone() {
		return new ReturnedType(this.declared, this.type);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return super.equals(other) && other instanceof ReturnedType returned && returned.type.equals(this.type);
	}

	@Override
	public int hashCode() {
		return super.hashCode();
	}

}
