package io.adcp.spring.sample.buyer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CampaignPlanReader}.
 */
class CampaignPlanReaderTests {

	private final CampaignPlanReader reader = new CampaignPlanReader();

	private final Path folder;

	CampaignPlanReaderTests(@TempDir Path folder) {
		this.folder = folder;
	}

	@Test
	void thePlanThatShipsWithTheDeskHasTwentyCampaigns() {
		CampaignPlan plan = this.reader.read("classpath:plan.json");
		assertThat(plan.campaigns()).hasSize(20).extracting(Campaign::id).doesNotHaveDuplicates();
		assertThat(plan.campaigns()).allSatisfy((campaign) -> assertThat(campaign).hasNoNullFieldsOrProperties());
	}

	@Test
	void aPlainPathIsAFile() throws IOException {
		Path file = Files.writeString(this.folder.resolve("plan.json"), """
				{"brand": "acme.example", "operator": "agency.example", "campaigns": [{"id": "a", "budget": 10.50}]}
				""");
		CampaignPlan plan = this.reader.read(file.toString());
		assertThat(plan.campaigns()).singleElement()
			.satisfies((campaign) -> assertThat(campaign.budget()).hasToString("10.50"));
		assertThat(this.reader.read(file.toUri().toString())).isEqualTo(plan);
	}

	@Test
	void aCampaignThatTheSellerWillRefuseIsReadAllTheSame() throws IOException {
		Path file = Files.writeString(this.folder.resolve("plan.json"), """
				{"brand": "acme.example", "operator": "agency.example",
				 "campaigns": [{"id": "a", "budget": -1, "start_time": "yesterday", "end_time": null}]}
				""");
		assertThat(this.reader.read(file.toString()).campaigns()).singleElement()
			.satisfies((campaign) -> assertThat(campaign.productId()).isNull());
	}

	@Test
	void aMissingFileIsNamed() {
		assertThatExceptionOfType(PlanException.class).isThrownBy(() -> this.reader.read("no/such/plan.json"))
			.withMessage("The plan 'no/such/plan.json' cannot be opened: is there such a file?");
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
							{"brand":"b","operator":"o","campaigns":[{"id":"a"}                    | line 1, column
							``                                                                     | a plan is one JSON object
							{                                                                      | line 1, column 2: Unexpected end-of-input: expected close marker for Object
					null                                                                   | it is the JSON word null
							[]                                                                     | line 1, column 1: a plan is one JSON object
							{}                                                                     | 'brand' is missing
							{"brand":" ","operator":"o","campaigns":[{"id":"a"}]}                  | 'brand' is missing
							{"brand":"b","campaigns":[{"id":"a"}]}                                 | 'operator' is missing
							{"brand":"b","operator":"o"}                                           | it has no 'campaigns'
							{"brand":"b","operator":"o","campaigns":[]}                            | it has no 'campaigns'
							{"brand":"b","operator":"o","campaigns":[null]}                        | campaigns[0] has no 'id'
							{"brand":"b","operator":"o","campaigns":[{"id":"a"},{"id":""}]}        | campaigns[1] has no 'id'
							{"brand":"b","operator":"o","campaigns":[{"id":"a"},{"id":"a"}]}       | campaigns[1] has the id 'a' of a campaign above it
							{"brand":"b","operator":"o","campaigns":[{"id":"a","budgett":1}]}      | campaigns[0].budgett: 'budgett' is not a field
							{"brand":"b","operator":"o","campaigns":[{"id":"a","budget":"1"}]}     | campaigns[0].budget: a number was expected
							{"brand":"b","operator":"o","campaigns":[{"id":"a","name":{}}]}        | campaigns[0].name: a text was expected
							{"brand":"b","operator":"o","campaigns":["a"]}                         | campaigns[0]: a campaign is a JSON object
							{"brand":"b","operator":"o","campaigns":{"id":"a"}}                    | campaigns: a plan is one JSON object with a list
							{"brand":"b","operator":"o","campaigns":[{"id":"a","budget":1,"budget":2}]} | budget
							{"brand":"b","operator":"o","campaigns":[{"id":"a"}]} {}               | and nothing follows it
							""")
	void whatIsNotAPlanIsRefusedInASentence(String json, String sentence) throws IOException {
		Path file = Files.writeString(this.folder.resolve("plan.json"), json);
		assertThatExceptionOfType(PlanException.class).isThrownBy(() -> this.reader.read(file.toString()))
			.withMessageStartingWith("The plan '" + file + "' cannot be used: ")
			.withMessageContaining(sentence)
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("io.adcp", "tools.jackson", "Source", "\n"));
	}

}
