package io.adcp.spring.server;

import java.util.List;

import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * Translates a path of Java properties, such as {@code packages[0].startTime}, to the
 * names on the wire, such as {@code /packages/0/start_time}.
 */
final class WireNames {

	private final JsonMapper mapper;

	WireNames(JsonMapper mapper) {
		this.mapper = mapper;
	}

	FaultPath translate(Class<?> root, Path path) {
		FaultPath wire = new FaultPath(List.of());
		JavaType type = this.mapper.constructType(root);
		for (Path.Node node : path) {
			if (node.isInIterable()) {
				wire = within(wire, node);
			}
			BeanPropertyDefinition property = property(type, node.getName());
			if (node.getKind() == ElementKind.PROPERTY) {
				wire = wire.with((property != null) ? property.getName() : node.getName());
			}
			type = next(property);
		}
		return wire;
	}

	/** Of a set nobody knows which element it is. */
	private static FaultPath within(FaultPath wire, Path.Node node) {
		if (node.getIndex() != null) {
			return wire.with(node.getIndex());
		}
		return (node.getKey() != null) ? wire.with(node.getKey()) : wire;
	}

	private static @Nullable JavaType next(@Nullable BeanPropertyDefinition property) {
		if (property == null) {
			return null;
		}
		JavaType type = property.getPrimaryType();
		return type.isContainerType() ? type.getContentType() : type;
	}

	private @Nullable BeanPropertyDefinition property(@Nullable JavaType type, @Nullable String name) {
		if (type == null || name == null) {
			return null;
		}
		DeserializationConfig config = this.mapper.deserializationConfig();
		ClassIntrospector introspector = config.classIntrospectorInstance();
		BeanDescription bean = introspector.introspectForDeserialization(type,
				introspector.introspectClassAnnotations(type));
		return bean.findProperties()
			.stream()
			.filter((property) -> name.equals(property.getInternalName()))
			.findFirst()
			.orElse(null);
	}

}
