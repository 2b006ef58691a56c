package io.adcp.spring.server;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.MethodParameter;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A tool's schema says what the binder reads and the validator checks, and no more.
 */
class RequestSchemaTests {

	private final JsonMapper mapper = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	private final RequestSchema schemas = new RequestSchema(this.mapper,
			new JakartaRequestValidator(Validation.buildDefaultValidatorFactory().getValidator(), this.mapper));

	@Test
	void namesAreThoseOfTheWireAndObjectsAreOpen() {
		JsonNode schema = of("types");
		assertThat(schema.path("type").asString()).isEqualTo("object");
		assertThat(schema.path("additionalProperties").asBoolean()).isTrue();
		assertThat(schema.path("properties").propertyNames()).containsExactlyInAnyOrder("text", "count", "big_price",
				"flag", "at", "day", "id", "link", "shade", "named", "any", "maybe", "labels", "prices", "own_form",
				"one_or_many", "tree");
	}

	@Test
	void typesAreThoseThatTheMapperReads() {
		JsonNode properties = of("types").path("properties");
		assertThat(properties.path("text")).hasToString("{\"type\":\"string\"}");
		assertThat(properties.path("count")).hasToString("{\"type\":\"integer\"}");
		assertThat(properties.path("big_price")).hasToString("{\"type\":\"number\"}");
		assertThat(properties.path("flag")).hasToString("{\"type\":\"boolean\"}");
		assertThat(properties.path("at")).hasToString("{\"type\":\"string\",\"format\":\"date-time\"}");
		assertThat(properties.path("day")).hasToString("{\"type\":\"string\",\"format\":\"date\"}");
		assertThat(properties.path("id")).hasToString("{\"type\":\"string\",\"format\":\"uuid\"}");
		assertThat(properties.path("link")).hasToString("{\"type\":\"string\",\"format\":\"uri-reference\"}");
		assertThat(properties.path("shade")).hasToString("{\"type\":\"string\",\"enum\":[\"dark-red\",\"GREEN\"]}");
		assertThat(properties.path("any")).hasToString("{}");
		assertThat(properties.path("maybe")).hasToString("{\"type\":\"integer\"}");
		assertThat(properties.path("labels"))
			.hasToString("{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}");
		assertThat(properties.path("prices")).hasToString("{\"type\":\"array\",\"items\":{\"type\":\"number\"}}");
	}

	@Test
	void whatReadsItselfIsAnyValue() {
		assertThat(of("types").at("/properties/own_form")).hasToString("{}");
	}

	@Test
	void aSingleValueCanStandForAList() {
		assertThat(of("types").at("/properties/one_or_many"))
			.hasToString("{\"anyOf\":[{\"type\":\"array\",\"items\":{\"type\":\"string\"}},{\"type\":\"string\"}]}");
	}

	@Test
	void aTypeWithinItselfEnds() {
		assertThat(of("types").at("/properties/tree/properties/children/items"))
			.hasToString("{\"type\":\"object\",\"additionalProperties\":true}");
	}

	@Test
	void constraintsAreInTheWordsOfJsonSchema() {
		JsonNode schema = of("constrained");
		assertThat(schema.path("required")).hasToString("[\"name\",\"packages\",\"account\"]");
		JsonNode properties = schema.path("properties");
		assertThat(properties.at("/name/minLength").asInt()).isOne();
		assertThat(properties.at("/name/maxLength").asInt()).isEqualTo(255);
		assertThat(properties.at("/packages/minItems").asInt()).isOne();
		assertThat(properties.at("/packages/maxItems").asInt()).isEqualTo(100);
		assertThat(properties.at("/packages/items/required")).hasToString("[\"product_id\"]");
		assertThat(properties.at("/packages/items/properties/budget/exclusiveMinimum").asInt(-1)).isZero();
		assertThat(properties.at("/packages/items/properties/budget/maximum").decimalValue()).isEqualTo("1000.5");
		assertThat(properties.at("/tags/items")).hasToString("{\"type\":\"string\",\"minLength\":1}");
		assertThat(properties.at("/limits/additionalProperties/minimum").asInt()).isOne();
		assertThat(properties.at("/limits/additionalProperties/maximum").asInt()).isEqualTo(9);
		assertThat(properties.path("mode")).hasToString("{\"type\":\"string\",\"pattern\":\"^(?:strict|lenient)$\"}");
		assertThat(properties.path("java_only")).hasToString("{\"type\":\"string\"}");
	}

	@Test
	void whatIsNotCheckedIsNotClaimed() {
		assertThat(of("constrained").at("/properties/unchecked/properties/name")).hasToString("{\"type\":\"string\"}");
		assertThat(of("unvalidated").has("required")).isFalse();
	}

	@Test
	void theGroupsThatAreCheckedCount() {
		assertThat(of("grouped").path("required")).hasToString("[\"late\"]");
	}

	@Test
	void whatCanComeByAnotherNameOrHasADefaultIsNotRequired() {
		JsonNode schema = of("lenient");
		assertThat(schema.has("required")).isFalse();
		assertThat(schema.path("properties").propertyNames()).containsExactly("name");
		assertThat(of("bean").has("required")).isFalse();
	}

	private JsonNode of(String handler) {
		for (java.lang.reflect.Method method : Handlers.class.getDeclaredMethods()) {
			if (method.getName().equals(handler)) {
				return this.schemas.of(new MethodParameter(method, 0));
			}
		}
		throw new IllegalArgumentException(handler);
	}

	interface Handlers {

		void types(@Valid Types request);

		void constrained(@Valid Constrained request);

		void unvalidated(Constrained request);

		void grouped(@Validated(Late.class) Grouped request);

		void lenient(@Valid Lenient request);

		void bean(@Valid Bean request);

	}

	interface Late {

	}

	enum Shade {

		@JsonProperty("dark-red")
		DARK_RED, GREEN

	}

	enum Named {

		ONE;

		@JsonCreator
		static Named of(String text) {
			return ONE;
		}

	}

	record OwnForm(Instant time) {

		@JsonCreator
		static OwnForm of(String text) {
			return new OwnForm(Instant.parse(text));
		}

	}

	record Tree(String name, List<Tree> children) {

	}

	record Types(String text, int count, BigDecimal bigPrice, boolean flag, Instant at, LocalDate day, UUID id,
			URI link, Shade shade, Named named, JsonNode any, Optional<Integer> maybe, Map<String, String> labels,
			double[] prices, OwnForm ownForm,
			@JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> oneOrMany, Tree tree) {

	}

	record Part(@NotBlank String productId, @Positive @DecimalMax("1000.5") BigDecimal budget) {

	}

	record Unchecked(@NotBlank String name) {

	}

	record Constrained(@NotBlank @Size(max = 255) String name,
			@NotEmpty @Size(max = 100) List<@NotNull @Valid Part> packages, @NotNull JsonNode account,
			@Nullable List<@NotBlank String> tags, @Nullable Map<String, @Min(1) @Max(9) Integer> limits,
			@Pattern(regexp = "strict|lenient") String mode, @Pattern(regexp = "\\p{Lu}+") String javaOnly,
			Unchecked unchecked) {

	}

	record Grouped(@NotNull String early, @NotNull(groups = Late.class) String late) {

	}

	record Lenient(@NotBlank @JsonAlias("title") String name, @JsonIgnore String hidden) {

	}

	static class Bean {

		@NotNull
		private List<String> names = List.of();

		public List<String> getNames() {
			return this.names;
		}

		public void setNames(List<String> names) {
			this.names = names;
		}

	}

}
