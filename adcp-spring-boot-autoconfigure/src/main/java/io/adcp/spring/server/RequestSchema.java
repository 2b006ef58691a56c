package io.adcp.spring.server;

import java.net.URI;
import java.net.URL;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.ReferenceType;

import org.springframework.core.MethodParameter;

/**
 * Makes the JSON Schema of a request out of the type that it is bound to: the names,
 * types and enumerations that the mapper reads, and the constraints that are checked. It
 * never forbids what the binder takes for want of a description: objects are open, and a
 * type that reads itself in its own way is described as any value.
 */
final class RequestSchema {

	private static final Map<Class<?>, String> FORMATS = Map.of(Instant.class, "date-time", OffsetDateTime.class,
			"date-time", ZonedDateTime.class, "date-time", LocalDate.class, "date", URI.class, "uri-reference",
			URL.class, "uri", UUID.class, "uuid");

	private final JsonMapper mapper;

	private final DeserializationConfig config;

	private final @Nullable RequestValidator validator;

	RequestSchema(JsonMapper mapper, @Nullable RequestValidator validator) {
		this.mapper = mapper;
		this.config = mapper.deserializationConfig();
		this.validator = validator;
	}

	static ObjectNode anyObject() {
		return JsonNodeFactory.instance.objectNode().put("type", "object").put("additionalProperties", true);
	}

	static void require(ObjectNode schema, String property) {
		ArrayNode required = schema.withArrayProperty("required");
		if (required.valueStream().noneMatch((name) -> name.asString().equals(property))) {
			required.add(property);
		}
	}

	/**
	 * Describe what a handler takes.
	 * @param parameter the handler's argument
	 * @return the schema of a JSON object
	 */
	ObjectNode of(MethodParameter parameter) {
		Class<?>[] groups = RequestBinder.validationGroups(parameter);
		RequestRules rules = (this.validator != null && groups != null) ? this.validator.rules(groups)
				: RequestRules.NONE;
		JavaType type = this.mapper.constructType(parameter.getGenericParameterType());
		ObjectNode schema = value(type, rules, Set.of());
		return "object".equals(schema.path("type").asString("")) ? schema : anyObject();
	}

	private ObjectNode value(JavaType type, RequestRules rules, Set<JavaType> around) {
		if (type instanceof ReferenceType reference) {
			return value(reference.getReferencedType(), rules, around);
		}
		ObjectNode schema = JsonNodeFactory.instance.objectNode();
		if (type.isEnumType()) {
			return enumeration(type, schema);
		}
		if (type.isMapLikeType()) {
			schema.put("type", "object").set("additionalProperties", value(type.getContentType(), rules, around));
			return schema;
		}
		if (type.isArrayType() && type.getContentType().hasRawClass(byte.class)) {
			return schema.put("type", "string");
		}
		if (type.isArrayType() || type.isCollectionLikeType()) {
			schema.put("type", "array").set("items", value(type.getContentType(), rules, around));
			return schema;
		}
		return scalar(type.getRawClass(), schema) ? schema : bean(type, rules, around, schema);
	}

	private static boolean scalar(Class<?> type, ObjectNode schema) {
		if (CharSequence.class.isAssignableFrom(type) || type == char.class || type == Character.class) {
			schema.put("type", "string");
		}
		else if (type == boolean.class || type == Boolean.class) {
			schema.put("type", "boolean");
		}
		else if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
			schema.put("type", isWhole(type) ? "integer" : "number");
		}
		else if (FORMATS.containsKey(type)) {
			schema.put("type", "string").put("format", FORMATS.get(type));
		}
		else if (ObjectNode.class == type) {
			schema.put("type", "object");
		}
		else if (ArrayNode.class == type) {
			schema.put("type", "array");
		}
		else {
			// Any value, such as a JsonNode, or one that the JDK's own types read
			return type == Object.class || JsonNode.class.isAssignableFrom(type) || type.getName().startsWith("java.");
		}
		return true;
	}

	private static boolean isWhole(Class<?> type) {
		return type != double.class && type != float.class && type != Double.class && type != Float.class
				&& type != Number.class && type != java.math.BigDecimal.class;
	}

	private ObjectNode enumeration(JavaType type, ObjectNode schema) {
		if (readsItself(type) || this.config.isEnabled(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)) {
			return schema;
		}
		schema.put("type", "string");
		ArrayNode values = schema.putArray("enum");
		for (Object constant : type.getRawClass().getEnumConstants()) {
			values.add(this.mapper.valueToTree(constant).asString());
		}
		return schema;
	}

	private ObjectNode bean(JavaType type, RequestRules rules, Set<JavaType> around, ObjectNode schema) {
		if (readsItself(type)) {
			return schema;
		}
		schema.put("type", "object").put("additionalProperties", true);
		if (around.contains(type) || type.isAbstract()) {
			return schema;
		}
		Set<JavaType> within = new HashSet<>(around);
		within.add(type);
		BeanDescription bean = describe(type);
		for (BeanPropertyDefinition property : bean.findProperties()) {
			if (property.couldDeserialize() && !bean.getIgnoredPropertyNames().contains(property.getName())) {
				add(schema, type.getRawClass(), property, rules, within);
			}
		}
		return schema;
	}

	private void add(ObjectNode schema, Class<?> bean, BeanPropertyDefinition property, RequestRules rules,
			Set<JavaType> within) {
		ObjectNode value = readsItself(property) ? JsonNodeFactory.instance.objectNode()
				: value(property.getPrimaryType(), rules.within(bean, property.getInternalName()), within);
		boolean required = rules.describe(bean, property.getInternalName(), value);
		schema.withObjectProperty("properties")
			.set(property.getName(), takesSingleValue(property) ? orItsItem(value) : value);
		// A bean's field may have a default, and an alias stands for the name
		if (required && property.getConstructorParameter() != null && property.findAliases().isEmpty()) {
			require(schema, property.getName());
		}
	}

	private boolean takesSingleValue(BeanPropertyDefinition property) {
		JsonFormat.Value format = introspector().findFormat(this.config, property.getPrimaryMember());
		Boolean own = (format != null) ? format.getFeature(JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) : null;
		return (own != null) ? own : this.config.isEnabled(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY);
	}

	private static ObjectNode orItsItem(ObjectNode array) {
		if (!array.has("items")) {
			return array;
		}
		ObjectNode either = JsonNodeFactory.instance.objectNode();
		either.putArray("anyOf").add(array).add(array.path("items"));
		return either;
	}

	private boolean readsItself(BeanPropertyDefinition property) {
		return property.getPrimaryMember() != null
				&& introspector().findDeserializer(this.config, property.getPrimaryMember()) != null;
	}

	private boolean readsItself(JavaType type) {
		AnnotatedClass annotated = describe(type).getClassInfo();
		return introspector().findDeserializer(this.config, annotated) != null
				|| annotated.hasAnnotation(JsonTypeInfo.class)
				|| Arrays.stream(type.getRawClass().getDeclaredMethods())
					.anyMatch((method) -> method.isAnnotationPresent(JsonCreator.class))
				|| Arrays.stream(type.getRawClass().getDeclaredConstructors())
					.anyMatch((constructor) -> constructor.isAnnotationPresent(JsonCreator.class)
							&& constructor.getAnnotation(JsonCreator.class).mode() == JsonCreator.Mode.DELEGATING);
	}

	private AnnotationIntrospector introspector() {
		return this.config.getAnnotationIntrospector();
	}

	private BeanDescription describe(JavaType type) {
		ClassIntrospector introspector = this.config.classIntrospectorInstance();
		return introspector.introspectForDeserialization(type, introspector.introspectClassAnnotations(type));
	}

}
