package io.adcp.spring.sample.buyer;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.lang.Contract;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Reads a plan and refuses, in a sentence, what is not one. It is strict about what the
 * desk itself relies on, and about misspelt and repeated fields, because a plan spends
 * money. Values are the seller's to judge.
 */
@Component
class CampaignPlanReader {

	private final JsonMapper jsonMapper = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
		.build();

	/**
	 * Read a plan.
	 * @param location a file's path, or a {@code classpath:} or {@code file:} location
	 * @return the plan
	 * @throws PlanException where there is none, or where it cannot be used
	 */
	CampaignPlan read(String location) {
		try (InputStream stream = resource(location).getInputStream()) {
			CampaignPlan plan = this.jsonMapper.readValue(stream, CampaignPlan.class);
			check(plan, location);
			return plan;
		}
		catch (JacksonException ex) {
			throw new PlanException("The plan '%s' cannot be used: %s".formatted(location, describe(ex)), ex);
		}
		catch (IOException ex) {
			throw new PlanException("The plan '%s' cannot be opened: is there such a file?".formatted(location), ex);
		}
	}

	// A plain path is a file, as on any command line; Spring would look on the class path
	private static Resource resource(String location) {
		boolean prefixed = location.startsWith("classpath:") || location.startsWith("file:");
		return prefixed ? new DefaultResourceLoader().getResource(location) : new FileSystemResource(location);
	}

	private static void check(@Nullable CampaignPlan plan, String location) {
		require(plan != null, location, "it is the JSON word null.");
		require(StringUtils.hasText(plan.brand()), location, "'brand' is missing, the advertiser's domain.");
		require(StringUtils.hasText(plan.operator()), location, "'operator' is missing, the agency's domain.");
		List<Campaign> campaigns = plan.campaigns();
		require(campaigns != null && !campaigns.isEmpty(), location, "it has no 'campaigns'.");
		Set<String> ids = new HashSet<>();
		for (int i = 0; i < campaigns.size(); i++) {
			Campaign campaign = campaigns.get(i);
			require(campaign != null && StringUtils.hasText(campaign.id()), location,
					"campaigns[%d] has no 'id'.".formatted(i));
			require(campaign.id().length() <= 64, location,
					"campaigns[%d] has an 'id' of more than 64 characters.".formatted(i));
			require(ids.add(campaign.id()), location,
					"campaigns[%d] has the id '%s' of a campaign above it.".formatted(i, campaign.id()));
		}
	}

	@Contract("false, _, _ -> fail")
	private static void require(boolean condition, String location, String otherwise) {
		if (!condition) {
			throw new PlanException("The plan '%s' cannot be used: %s".formatted(location, otherwise), null);
		}
	}

	private static String describe(JacksonException ex) {
		return "%s%s%s".formatted(place(ex.getLocation()), path(ex), fault(ex));
	}

	// In the plan's words: Jackson's own name classes where values are of the wrong kind
	private static String fault(JacksonException ex) {
		if (ex instanceof UnrecognizedPropertyException unknown) {
			return "'%s' is not a field of a plan.".formatted(unknown.getPropertyName());
		}
		if (ex instanceof MismatchedInputException mismatch) {
			return kind(mismatch.getTargetType());
		}
		String message = ex.getOriginalMessage().lines().findFirst().orElse("it is not JSON.");
		return message.replaceAll("\\s*\\(start marker at .*", "");
	}

	private static String kind(@Nullable Class<?> expected) {
		if (expected == BigDecimal.class) {
			return "a number was expected.";
		}
		if (expected == String.class) {
			return "a text was expected.";
		}
		return (expected == Campaign.class) ? "a campaign is a JSON object."
				: "a plan is one JSON object with a list of campaigns, and nothing follows it.";
	}

	private static String place(@Nullable TokenStreamLocation location) {
		return (location != null) ? "line %d, column %d: ".formatted(location.getLineNr(), location.getColumnNr()) : "";
	}

	private static String path(JacksonException ex) {
		String path = ex.getPath()
			.stream()
			.map((step) -> (step.getPropertyName() != null) ? "." + step.getPropertyName()
					: "[" + step.getIndex() + "]")
			.collect(Collectors.joining());
		return path.isEmpty() ? "" : path.substring(1) + ": ";
	}

}
