package io.adcp.spring.server;

import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.Set;

import jakarta.validation.Validator;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.Default;
import jakarta.validation.metadata.CascadableDescriptor;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.validation.metadata.ContainerDescriptor;
import jakarta.validation.metadata.ContainerElementTypeDescriptor;
import jakarta.validation.metadata.ElementDescriptor;
import jakarta.validation.metadata.PropertyDescriptor;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

/**
 * The rules that Jakarta Validation checks, in the words of JSON Schema: the same ones
 * that {@link ConstraintKeyword} names in an error.
 */
final class JakartaRules implements RequestRules {

	/** What other dialects of regular expressions read in another way, or not at all. */
	private static final java.util.regex.Pattern JAVA_ONLY = java.util.regex.Pattern
		.compile("\\\\[pPQEhHRAzZGXN]|\\(\\?(?![:=!])|[+*?}]\\+|&&");

	private final Validator validator;

	private final Class<?>[] groups;

	JakartaRules(Validator validator, Class<?>... groups) {
		this.validator = validator;
		this.groups = (groups.length > 0) ? groups : new Class<?>[] { Default.class };
	}

	@Override
	public boolean describe(Class<?> type, String property, ObjectNode schema) {
		PropertyDescriptor descriptor = find(type, property);
		if (descriptor == null) {
			return false;
		}
		for (ContainerElementTypeDescriptor element : descriptor.getConstrainedContainerElementTypes()) {
			if (schema.path("items").isObject() || schema.path("additionalProperties").isObject()) {
				describeElement(element, schema);
			}
		}
		return add(descriptor, schema);
	}

	@Override
	public RequestRules within(Class<?> type, String property) {
		PropertyDescriptor descriptor = find(type, property);
		return (descriptor != null && cascades(descriptor, descriptor)) ? this : NONE;
	}

	private static boolean cascades(CascadableDescriptor value, ContainerDescriptor container) {
		return value.isCascaded() || container.getConstrainedContainerElementTypes()
			.stream()
			.anyMatch((element) -> cascades(element, element));
	}

	/** Of a map, the second type is that of the values. */
	private void describeElement(ContainerElementTypeDescriptor element, ObjectNode schema) {
		if (schema.path("items") instanceof ObjectNode items) {
			add(element, items);
		}
		else if (element.getTypeArgumentIndex() == 1
				&& schema.path("additionalProperties") instanceof ObjectNode values) {
			add(element, values);
		}
	}

	private @Nullable PropertyDescriptor find(Class<?> type, String property) {
		return this.validator.getConstraintsForClass(type).getConstraintsForProperty(property);
	}

	private boolean add(ElementDescriptor element, ObjectNode schema) {
		return add(element.findConstraints().unorderedAndMatchingGroups(this.groups).getConstraintDescriptors(),
				schema);
	}

	private static boolean add(Set<ConstraintDescriptor<?>> constraints, ObjectNode schema) {
		boolean required = false;
		for (ConstraintDescriptor<?> constraint : constraints) {
			required |= JakartaRequestValidator.isPresence(constraint);
			if (schema.has("type")) {
				add(constraint.getAnnotation(), schema);
			}
			required |= add(constraint.getComposingConstraints(), schema);
		}
		return required;
	}

	private static void add(Annotation constraint, ObjectNode schema) {
		String type = schema.path("type").asString();
		switch (type) {
			case "string" -> addToText(constraint, schema);
			case "integer", "number" -> addToNumber(constraint, schema);
			default -> addSize(constraint, schema, "array".equals(type) ? "Items" : "Properties");
		}
	}

	private static void addToText(Annotation constraint, ObjectNode schema) {
		addSize(constraint, schema, "Length");
		if (constraint instanceof NotBlank) {
			schema.put("minLength", Math.max(1, schema.path("minLength").asInt(0)));
		}
		else if (constraint instanceof Pattern pattern && pattern.flags().length == 0
				&& !JAVA_ONLY.matcher(pattern.regexp()).find()) {
			schema.put("pattern", "^(?:" + pattern.regexp() + ")$");
		}
	}

	private static void addSize(Annotation constraint, ObjectNode schema, String of) {
		if (constraint instanceof NotEmpty) {
			schema.put("min" + of, Math.max(1, schema.path("min" + of).asInt(0)));
		}
		else if (constraint instanceof Size size) {
			if (size.min() > 0) {
				schema.put("min" + of, Math.max(size.min(), schema.path("min" + of).asInt(0)));
			}
			if (size.max() < Integer.MAX_VALUE) {
				schema.put("max" + of, size.max());
			}
		}
	}

	private static void addToNumber(Annotation constraint, ObjectNode schema) {
		if (constraint instanceof Min min) {
			schema.put("minimum", min.value());
		}
		else if (constraint instanceof Max max) {
			schema.put("maximum", max.value());
		}
		else if (constraint instanceof DecimalMin min) {
			schema.put(min.inclusive() ? "minimum" : "exclusiveMinimum", new BigDecimal(min.value()));
		}
		else if (constraint instanceof DecimalMax max) {
			schema.put(max.inclusive() ? "maximum" : "exclusiveMaximum", new BigDecimal(max.value()));
		}
		else if (constraint instanceof Positive || constraint instanceof PositiveOrZero) {
			schema.put((constraint instanceof Positive) ? "exclusiveMinimum" : "minimum", 0);
		}
		else if (constraint instanceof Negative || constraint instanceof NegativeOrZero) {
			schema.put((constraint instanceof Negative) ? "exclusiveMaximum" : "maximum", 0);
		}
	}

}
