package io.adcp.spring;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.adcp.spring.AdcpTaskCatalog.Definition;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class AdcpTaskCatalogTests {

	/** Beside the checkout: the schemas are read in place, and never copied here. */
	private static final Path SCHEMAS = Path.of("..", "..", "shared", "adcp", "schemas");

	@ParameterizedTest
	@CsvSource({ "3.0, 3.0.26", "3.1, 3.1.19" })
	void saysOfEveryTaskWhatItsRequestSchemaSaysOfTheKey(String version, String release) {
		JsonNode tools = read(release, "manifest.json").path("tools");
		Map<String, AdcpTaskCatalog.Key> keys = new TreeMap<>();
		tools.properties()
			.forEach((tool) -> keys.put(tool.getKey(),
					keyOf(read(release, tool.getValue().path("request_schema").asString()))));
		assertThat(keys).hasSizeGreaterThan(50);
		assertThat(keys(version)).isEqualTo(keys);
	}

	@ParameterizedTest
	@CsvSource({ "3.0, 3.0.26", "3.1, 3.1.19" })
	void saysOfEveryTaskWhetherItChangesState(String version, String release) {
		read(release, "manifest.json").path("tools").properties().forEach((tool) -> {
			Definition task = AdcpTaskCatalog.find(tool.getKey()).orElseThrow();
			// since 3.2, these two do
			boolean later = task.changesState() && task.keys().containsValue(AdcpTaskCatalog.Key.OPTIONAL);
			assertThat(tool.getValue().path("mutating").asBoolean() || later).as(version + " " + task.name())
				.isEqualTo(task.changesState());
		});
	}

	@Test
	void hasAsManyTasksOfEachKindAsTheManifestOf321() {
		Map<String, AdcpTaskCatalog.Key> keys = keys("3.2");
		assertThat(keys.values().stream().filter(AdcpTaskCatalog.Key.REQUIRED::equals)).hasSize(39);
		assertThat(keys.values().stream().filter(AdcpTaskCatalog.Key.NONE::equals)).hasSize(36);
		assertThat(keys).doesNotContainKey("creative_approval");
		assertThat(keys.entrySet()
			.stream()
			.filter((task) -> task.getValue() == AdcpTaskCatalog.Key.OPTIONAL)
			.map(Map.Entry::getKey)).containsExactly("get_creative_features", "get_products", "list_products");
	}

	@Test
	void everyConstantIsDefinedAndNamedAfterItsTask() throws Exception {
		for (Field constant : AdcpTask.class.getFields()) {
			String task = (String) constant.get(null);
			assertThat(constant.getName()).isEqualToIgnoringCase(task);
			assertThat(AdcpTaskCatalog.find(task)).as(task).isPresent();
		}
		assertThat(AdcpTaskCatalog.all()).hasSize(AdcpTask.class.getFields().length);
	}

	@Test
	void whatBuyersAskForTermsAndWhatIsIdempotentByNatureIsNotKeyed() {
		assertThat(Arrays.asList("get_adcp_capabilities", "si_terminate_session", "comply_test_controller"))
			.noneMatch(AdcpTaskCatalog::isKeyed);
		assertThat(AdcpTaskCatalog.find("si_terminate_session").orElseThrow().changesState()).isTrue();
	}

	@Test
	void anUnknownTaskIsNotKeyed() {
		assertThat(AdcpTaskCatalog.find("paint_the_fence")).isEmpty();
		assertThat(AdcpTaskCatalog.isKeyed("paint_the_fence")).isFalse();
	}

	private static Map<String, AdcpTaskCatalog.Key> keys(String version) {
		AdcpVersion release = AdcpVersion.find(version).orElseThrow();
		Map<String, AdcpTaskCatalog.Key> keys = new TreeMap<>();
		AdcpTaskCatalog.all()
			.stream()
			.filter((task) -> task.versions().contains(release))
			.forEach((task) -> keys.put(task.name(), task.keys().get(release)));
		return keys;
	}

	private static AdcpTaskCatalog.Key keyOf(JsonNode schema) {
		List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
		if (required.contains("idempotency_key")) {
			return AdcpTaskCatalog.Key.REQUIRED;
		}
		return schema.path("properties").has("idempotency_key") ? AdcpTaskCatalog.Key.OPTIONAL
				: AdcpTaskCatalog.Key.NONE;
	}

	private static JsonNode read(String release, String file) {
		Path path = SCHEMAS.resolve(release).resolve(file);
		if (!Files.isDirectory(SCHEMAS.resolve(release))) {
			String message = "The schemas of AdCP " + release + " are not at " + SCHEMAS.toAbsolutePath().normalize()
					+ ": the catalogue of tasks is NOT compared with them.";
			System.out.println(message);
			Assumptions.abort(message);
		}
		return JsonMapper.shared().readTree(path.toFile());
	}

}
