package io.adcp.spring.sample.seller.creative;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.adcp.spring.sample.seller.SellerClient;
import io.adcp.spring.sample.seller.SellerClient.Answer;
import io.adcp.spring.sample.seller.SellerTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

import static io.adcp.spring.sample.seller.MediaBuyRequests.ACCOUNT;
import static io.adcp.spring.sample.seller.MediaBuyRequests.create;
import static org.assertj.core.api.Assertions.assertThat;

@SellerTest
class CreativeTasksTests {

	@Autowired
	@Qualifier("pinnacle")
	private SellerClient pinnacle;

	@Autowired
	@Qualifier("harbor")
	private SellerClient harbor;

	@Test
	void aCreativeIsCreatedThenUnchangedThenUpdated() {
		String id = UUID.randomUUID().toString();
		assertThat(sync(creative(id, "Banner", "display_300x250")).text("/creatives/0/action")).isEqualTo("created");
		assertThat(sync(creative(id, "Banner", "display_300x250")).text("/creatives/0/action")).isEqualTo("unchanged");
		Answer updated = sync(creative(id, "Better banner", "display_300x250"));
		assertThat(updated.text("/creatives/0/action")).isEqualTo("updated");
		assertThat(updated.text("/creatives/0/status")).isEqualTo("approved");
		assertThat(byId(id).text("/creatives/0/name")).isEqualTo("Better banner");
	}

	@Test
	void aCreativeInEveryPackageLetsTheBuyStart() {
		Answer buy = this.pinnacle.call("create_media_buy", create(""));
		String packageId = buy.text("/packages/0/package_id");
		String id = UUID.randomUUID().toString();
		Answer synced = sync(creative(id, "Banner", "display_300x250"),
				", 'assignments': [{'creative_id': '%s', 'package_id': '%s'}]".formatted(id, packageId));
		assertThat(synced.text("/creatives/0/assigned_to/0")).isEqualTo(packageId);
		Answer found = this.pinnacle.call("get_media_buys",
				"{'media_buy_ids': ['%s']}".formatted(buy.text("/media_buy_id")));
		assertThat(found.text("/media_buys/0/status")).isEqualTo("pending_start");
		assertThat(found.text("/media_buys/0/packages/0/creative_assignments/0/creative_id")).isEqualTo(id);
		assertThat(byId(id).text("/creatives/0/assignments/assigned_packages/0/package_id")).isEqualTo(packageId);
	}

	@Test
	void aBuyCanTakeCreativesThatAreThere() {
		String id = UUID.randomUUID().toString();
		sync(creative(id, "Banner", "display_300x250"));
		Answer buy = this.pinnacle.call("create_media_buy", create("", """
				{'product_id': 'display-run-of-site', 'pricing_option_id': 'cpm-usd', 'budget': 5000,
				 'creative_assignments': [{'creative_id': '%s'}]}""".formatted(id)));
		assertThat(buy.text("/status")).isEqualTo("pending_start");
	}

	@Test
	void oneFaultyCreativeStopsAll() {
		String id = UUID.randomUUID().toString();
		Answer answer = sync(creative(id, "Good", "display_300x250") + ", " + creative("bad", "Bad", "hologram"));
		assertThat(answer.codeAndField()).isEqualTo("CREATIVE_REJECTED creatives[1].format_id");
		assertThat(byId(id).body().at("/creatives")).isEmpty();
	}

	@Test
	void leniencySyncsTheOthers() {
		String id = UUID.randomUUID().toString();
		Answer answer = sync(creative(id, "Good", "display_300x250") + ", " + creative("bad", "Bad", "hologram"),
				", 'validation_mode': 'lenient', 'assignments': [{'creative_id': '%s', 'package_id': 'none'}]"
					.formatted(id));
		assertThat(answer.text("/creatives/0/action")).isEqualTo("created");
		assertThat(answer.text("/creatives/0/assignment_errors/none")).isNotEmpty();
		assertThat(answer.text("/creatives/1/action")).isEqualTo("failed");
		assertThat(answer.text("/creatives/1/errors/0/code")).isEqualTo("CREATIVE_REJECTED");
	}

	@Test
	void aDryRunChangesNothing() {
		String id = UUID.randomUUID().toString();
		Answer answer = sync(creative(id, "Banner", "display_300x250"), ", 'dry_run': true");
		assertThat(answer.body().at("/dry_run").asBoolean()).isTrue();
		assertThat(answer.text("/creatives/0/action")).isEqualTo("created");
		assertThat(byId(id).body().at("/creatives")).isEmpty();
	}

	@Test
	void anotherAgentsPackageDoesNotExist() {
		String packageId = this.harbor.call("create_media_buy", create("")).text("/packages/0/package_id");
		assertThat(sync(creative("c", "Banner", "display_300x250"),
				", 'assignments': [{'creative_id': 'c', 'package_id': '%s'}]".formatted(packageId))
			.codeAndField()).isEqualTo("PACKAGE_NOT_FOUND assignments[0].package_id");
	}

	@Test
	void creativesThatAreNotSentAreKept() {
		assertThat(sync(creative("c", "Banner", "display_300x250"), ", 'delete_missing': true").codeAndField())
			.isEqualTo("UNSUPPORTED_FEATURE delete_missing");
	}

	@Test
	void listsComeInPages() {
		String mark = UUID.randomUUID().toString();
		sync(creative(mark + "-1", mark, "display_300x250") + "," + creative(mark + "-2", mark, "display_970x250"));
		Answer first = list("'filters': {'name_contains': '%s'}, 'pagination': {'max_results': 1}".formatted(mark));
		assertThat(first.text("/creatives/0/creative_id")).isEqualTo(mark + "-1");
		assertThat(first.body().at("/query_summary/total_matching").asInt()).isEqualTo(2);
		assertThat(first.body().at("/pagination/has_more").asBoolean()).isTrue();
		Answer second = list("'filters': {'name_contains': '%s'}, 'pagination': {'max_results': 1, 'cursor': '%s'}"
			.formatted(mark, first.text("/pagination/cursor")));
		assertThat(second.text("/creatives/0/creative_id")).isEqualTo(mark + "-2");
		assertThat(second.body().at("/pagination/has_more").asBoolean()).isFalse();
		assertThat(this.harbor.call("list_creatives", "{'filters': {'name_contains': '%s'}}".formatted(mark))
			.body()
			.at("/creatives")).isEmpty();
	}

	private Answer sync(String creatives) {
		return sync(creatives, "");
	}

	private Answer sync(String creatives, String more) {
		return this.pinnacle.call("sync_creatives", "{%s, 'creatives': [%s]%s}".formatted(ACCOUNT, creatives, more));
	}

	private Answer byId(String id) {
		return list("'filters': {'creative_ids': ['%s']}".formatted(id));
	}

	private Answer list(String request) {
		return this.pinnacle.call("list_creatives", "{" + request + "}");
	}

	private static String creative(String id, String name, String format) {
		return """
				{'creative_id': '%s', 'name': '%s',
				 'format_id': {'agent_url': 'https://creative.adcontextprotocol.org', 'id': '%s'},
				 'assets': {'banner_image': {'url': 'https://acme.example/banner.png'}}}""".formatted(id, name, format);
	}

}
