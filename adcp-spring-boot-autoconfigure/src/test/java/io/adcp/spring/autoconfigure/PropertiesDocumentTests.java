package io.adcp.spring.autoconfigure;

import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.adcp.spring.autoconfigure.client.AdcpClientProperties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * docs/properties.md has every property with its default and its text, and no other.
 */
class PropertiesDocumentTests {

	private static final Path DOCUMENT = Path.of("..", "docs", "properties.md");

	private static final String AGENTS = "adcp.client.agents";

	private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| (.*?) \\| (.*) \\|$", Pattern.MULTILINE);

	private final Map<String, Row> document = document();

	@Test
	void theDocumentSaysWhatTheMetadataSays() {
		Map<String, Row> expected = metadata();
		Map<String, Row> actual = new TreeMap<>(this.document);
		actual.keySet().removeIf((name) -> name.startsWith(AGENTS));
		assertThat(actual).as("Rows that docs/properties.md needs:\n%s", rows(expected)).isEqualTo(expected);
	}

	@Test
	void theDocumentHasEveryPropertyOfAnAgentWithItsDefault() {
		Map<String, @Nullable Object> expected = new TreeMap<>();
		collect(AGENTS + ".*.", new AdcpClientProperties.Agent(), expected);
		Map<String, Row> actual = new TreeMap<>(this.document);
		actual.keySet().removeIf((name) -> !name.startsWith(AGENTS));
		assertThat(actual.keySet()).isEqualTo(expected.keySet());
		actual
			.forEach((name, row) -> assertThat(value(row, expected.get(name))).as(name).isEqualTo(expected.get(name)));
	}

	private static @Nullable Object value(Row row, @Nullable Object expected) {
		if (row.defaultValue().equals("none") || expected == null) {
			return (expected instanceof Map<?, ?>) ? Map.of() : null;
		}
		return ApplicationConversionService.getSharedInstance().convert(row.defaultValue(), expected.getClass());
	}

	private static void collect(String prefix, Object bean, Map<String, @Nullable Object> into) {
		for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(bean.getClass())) {
			if (property.getReadMethod() == null || property.getReadMethod().getDeclaringClass() == Object.class) {
				continue;
			}
			Object value = ReflectionUtils.invokeMethod(property.getReadMethod(), bean);
			String name = prefix + property.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
			if (value != null && value.getClass().getEnclosingClass() == AdcpClientProperties.class) {
				collect(name + ".", value, into);
			}
			else {
				into.put(name, value);
			}
		}
	}

	private static Map<String, Row> metadata() {
		Map<String, Row> rows = new TreeMap<>();
		for (JsonNode property : ourMetadata().path("properties")) {
			String name = property.path("name").asString();
			if (!name.equals(AGENTS)) {
				JsonNode value = property.path("defaultValue");
				rows.put(name, new Row(value.isMissingNode() ? "none" : value.asString(),
						property.path("description").asString()));
			}
		}
		return rows;
	}

	private static JsonNode ourMetadata() {
		try {
			for (URL url : Collections.list(PropertiesDocumentTests.class.getClassLoader()
				.getResources("META-INF/spring-configuration-metadata.json"))) {
				JsonNode metadata = JsonMapper.shared().readTree(url.openStream().readAllBytes());
				if (metadata.path("groups").toString().contains("\"adcp.idempotency\"")) {
					return metadata;
				}
			}
			throw new AssertionError("The annotation processor has not run");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Map<String, Row> document() {
		try {
			Map<String, Row> rows = new LinkedHashMap<>();
			Matcher matcher = ROW.matcher(Files.readString(DOCUMENT));
			while (matcher.find()) {
				rows.put(matcher.group(1), new Row(matcher.group(2).replace("`", ""), matcher.group(3)));
			}
			return rows;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String rows(Map<String, Row> rows) {
		StringBuilder text = new StringBuilder();
		rows.forEach((name, row) -> text.append(
				"| `%s` | `%s` | %s |%n".formatted(name, row.defaultValue(), row.text()).replace("`none`", "none")));
		return text.toString();
	}

	record Row(String defaultValue, String text) {

	}

}
