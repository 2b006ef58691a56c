package io.adcp.spring.autoconfigure.client;

import java.util.Objects;
import java.util.Set;

import io.adcp.spring.client.AdcpClients;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.context.annotation.ImportAware;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.StringUtils;

/**
 * Registers the beans of {@link ImportAdcpClients}.
 */
class AdcpClientRegistrar implements BeanRegistrar, ImportAware {

	private @Nullable AnnotationMetadata metadata;

	@Override
	public void setImportMetadata(AnnotationMetadata metadata) {
		this.metadata = metadata;
	}

	@Override
	public void register(BeanRegistry registry, Environment environment) {
		Set<AnnotationAttributes> imports = Objects.requireNonNull(this.metadata)
			.getMergedRepeatableAnnotationAttributes(ImportAdcpClients.class, ImportAdcpClients.Container.class, false);
		for (AnnotationAttributes attributes : imports) {
			for (Class<?> type : attributes.getClassArray("value")) {
				register(registry, attributes.getString("agent"), type);
			}
		}
	}

	private static <T> void register(BeanRegistry registry, String agent, Class<T> type) {
		registry.registerBean(StringUtils.uncapitalize(agent + type.getSimpleName()), type,
				(bean) -> bean.supplier((beans) -> {
					AdcpClients clients = beans.bean(AdcpClients.class);
					return (agent.isEmpty() ? clients.single() : clients.agent(agent)).proxy(type);
				}));
	}

}
