package io.adcp.spring.autoconfigure.client;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.adcp.spring.client.webhook.AdcpWebhook;
import io.adcp.spring.client.webhook.WebhookEvent;
import io.adcp.spring.client.webhook.WebhookListener;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;

/**
 * Tells events to the methods with {@link AdcpWebhook @AdcpWebhook} of all beans.
 */
final class WebhookMethods implements WebhookListener, SmartInitializingSingleton {

	private final ConfigurableListableBeanFactory beans;

	private final JsonMapper mapper;

	private final List<Target> targets = new ArrayList<>();

	WebhookMethods(ConfigurableListableBeanFactory beans, JsonMapper mapper) {
		this.beans = beans;
		this.mapper = mapper;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (String name : this.beans.getBeanDefinitionNames()) {
			Class<?> type = this.beans.getType(name, false);
			if (type != null && !type.getName().startsWith("org.springframework.")) {
				collect(name, type);
			}
		}
	}

	private void collect(String name, Class<?> type) {
		MethodIntrospector
			.selectMethods(type,
					(MethodIntrospector.MetadataLookup<@Nullable AdcpWebhook>) (method) -> AnnotatedElementUtils
						.findMergedAnnotation(method, AdcpWebhook.class))
			.forEach((method, webhook) -> this.targets.add(target(name, method, webhook)));
	}

	private static Target target(String bean, Method method, AdcpWebhook webhook) {
		Assert.state(method.getParameterCount() == 1 && method.getParameterTypes()[0] == WebhookEvent.class,
				() -> method.toGenericString() + " must have one parameter, a WebhookEvent of the task's answer");
		return new Target(bean, method, Set.of(webhook.value()), bodyOf(method));
	}

	private static Type bodyOf(Method method) {
		ResolvableType body = ResolvableType.forMethodParameter(method, 0).getGeneric();
		return (body.resolve() != null) ? body.getType() : JsonNode.class;
	}

	@Override
	public void onEvent(WebhookEvent<JsonNode> event) {
		this.targets.stream()
			.filter((target) -> target.tasks().isEmpty() || target.tasks().contains(event.update().taskType()))
			.forEach((target) -> tell(target, event));
	}

	private void tell(Target target, WebhookEvent<JsonNode> event) {
		JsonNode json = event.body();
		Object body = (json != null) ? this.mapper.treeToValue(json, this.mapper.constructType(target.body())) : null;
		Object bean = this.beans.getBean(target.bean());
		Method method = AopUtils.selectInvocableMethod(target.method(), bean.getClass());
		ReflectionUtils.makeAccessible(method);
		ReflectionUtils.invokeMethod(method, bean,
				new WebhookEvent<>(event.agent(), event.callId(), event.update(), body));
	}

	/**
	 * A method that is told.
	 *
	 * @param tasks the tasks; empty for all
	 * @param body the type of the answer
	 */
	private record Target(String bean, Method method, Set<String> tasks, Type body) {

	}

}
