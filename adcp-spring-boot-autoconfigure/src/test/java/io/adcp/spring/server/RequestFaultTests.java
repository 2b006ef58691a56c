package io.adcp.spring.server;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.adcp.spring.AdcpError;
import io.adcp.spring.InvalidRequestException;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Future;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.MethodParameter;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What is wrong with a request is told field by field, in the words of JSON Schema.
 */
class RequestFaultTests {

	private static final JsonMapper mapper = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.build();

	private static final ValidatorFactory validators = Validation.buildDefaultValidatorFactory();

	private final RequestBinder binder = new RequestBinder(mapper,
			new JakartaRequestValidator(validators.getValidator(), mapper));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"name": null}                         | /name                | required
			{"name": ""}                           | /name                | minLength
			{"name": "  "}                         | /name                | pattern
			{"name": "much too long"}              | /name                | maxLength
			{"code": "x"}                          | /code                | minLength
			{"code": "X1"}                         | /code                | pattern
			{"mail": "nobody"}                     | /mail                | format
			{"end_time": "2001-01-01T00:00:00Z"}   | /end_time            | format
			{"pages": 0}                           | /pages               | minimum
			{"pages": 101}                         | /pages               | maximum
			{"budget": 0}                          | /budget              | exclusiveMinimum
			{"budget": 0.001}                      | /budget              | multipleOf
			{"budget": 1000000}                    | /budget              | maximum
			{"bid": 1}                             | /bid                 | exclusiveMinimum
			{"accepted": false}                    | /accepted            | const
			{"tags": []}                           | /tags                | minItems
			{"tags": ["a", "b", "c"]}              | /tags                | maxItems
			{"tags": ["a", ""]}                    | /tags/1              | minLength
			{"labels": {}}                         | /labels              | minProperties
			{"labels": {"a/b~c": ""}}              | /labels/a~1b~0c      | minLength
			{"packages": [{"product_id": ""}]}     | /packages/0/product_id | minLength
			{"packages": [{"product_id": "p"}, {}]} | /packages/1/product_id | required
			{"by_id": {"x": {"product_id": ""}}}   | /by_id/x/product_id  | minLength
			""")
	void aBrokenConstraintIsAnIssue(String fields, String pointer, String keyword) {
		assertIssue(refuse(fields), pointer, keyword);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"pages": "many"}                      | /pages               | type
			{"pages": null}                        | /pages               | type
			{"pages": {}}                          | /pages               | type
			{"tags": "a"}                          | /tags                | type
			{"name": {"a": 1}}                     | /name                | type
			{"packages": [{"product_id": []}]}     | /packages/0/product_id | type
			{"end_time": "tomorrow"}               | /end_time            | format
			{"pacing": "slow"}                     | /pacing              | enum
			{"limit": "none"}                      | /limit               | format
			""")
	void aValueThatCannotBeReadIsAnIssue(String fields, String pointer, String keyword) {
		assertIssue(refuse(fields), pointer, keyword);
	}

	@Test
	void eachFaultIsAnIssueAndTheFirstOneIsTheField() {
		AdcpError error = refuse("{\"pages\": 0, \"packages\": [{}]}");
		assertThat(error.code()).isEqualTo("INVALID_REQUEST");
		assertThat(error.field()).isEqualTo("packages[0].product_id");
		assertThat(error.issues()).extracting((issue) -> issue.get("pointer"))
			.containsExactly("/packages/0/product_id", "/pages");
	}

	@Test
	void noFaultNamesAClassOrQuotesAValue() {
		assertThat(refuse("{\"pages\": \"many\"}").toString()).doesNotContain("many", "io.adcp", "java.", "jackson");
	}

	private static void assertIssue(AdcpError error, String pointer, String keyword) {
		assertThat(error.issues()).singleElement().satisfies((issue) -> {
			assertThat(issue).containsOnlyKeys("pointer", "message", "keyword");
			assertThat(issue).containsEntry("pointer", pointer).containsEntry("keyword", keyword);
			assertThat(issue.get("message")).asString().isNotEmpty();
		});
	}

	private AdcpError refuse(String fields) {
		var request = mapper.readTree("{\"name\": \"summer\", \"pages\": 1, \"tags\": [\"a\"]}");
		mapper.readTree(fields)
			.properties()
			.forEach((field) -> request.asObject().set(field.getKey(), field.getValue()));
		return catchThrowableOfType(InvalidRequestException.class, () -> this.binder.bind(request, parameter()))
			.error();
	}

	private static MethodParameter parameter() throws NoSuchMethodException {
		return new MethodParameter(RequestFaultTests.class.getDeclaredMethod("handle", Plan.class), 0);
	}

	@SuppressWarnings("unused")
	private static void handle(@Valid Plan plan) {
	}

	enum Pacing {

		@JsonProperty("even")
		EVEN

	}

	record Limit(@Nullable Integer value) {

		@JsonCreator
		static Limit of(String text) {
			return new Limit(Integer.valueOf(text));
		}

	}

	record Package(@NotBlank String productId) {

	}

	record Plan(@NotBlank @Size(max = 10) String name, @Nullable @Size(min = 2) @Pattern(regexp = "[a-z]+") String code,
			@Nullable @Email String mail, @Nullable @Future Instant endTime, @Min(1) @Max(100) int pages,
			@Nullable @Positive @Digits(integer = 5, fraction = 2) BigDecimal budget,
			@Nullable @DecimalMin(value = "1", inclusive = false) BigDecimal bid,
			@Nullable @AssertTrue Boolean accepted, @Nullable @NotEmpty @Size(max = 2) List<@NotBlank String> tags,
			@Nullable @Size(min = 1) Map<String, @NotBlank String> labels,
			@Nullable List<@NotNull @Valid Package> packages, @Nullable Map<String, @Valid Package> byId,
			@Nullable Pacing pacing, @Nullable Limit limit) {

	}

}
