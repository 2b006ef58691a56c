package io.adcp.spring.task;

import java.time.Instant;
import java.util.List;

import io.adcp.spring.AdcpVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TaskAnswersTests {

	private static final TaskQuery ALL = new TaskQuery(null, null, null, null, null, null, null, null, null,
			TaskQuery.Order.CREATED_AT, true, 0, 10);

	@ParameterizedTest
	@CsvSource({ "create_media_buy, 3.0, media-buy", "get_signals, 3.0, signals", "sync_creatives, 3.0, media-buy",
			"sync_creatives, 3.1, creative", "sync_creatives, 3.2, creative", "acquire_rights, 3.1, media-buy",
			"create_property_list, 3.0, media-buy", "sync_accounts, 3.1, media-buy" })
	void aListedTaskHasADomainThatItsReleaseKnows(String type, String release, String domain) {
		TaskPage page = new TaskPage(List.of(new TaskRecord("task-1", type, "acme", null, TaskState.SUBMITTED, null,
				null, null, Instant.EPOCH, Instant.EPOCH)), 1);
		assertThat(
				TaskAnswers.list(page, ALL, AdcpVersion.find(release).orElseThrow()).at("/tasks/0/domain").asString())
			.isEqualTo(domain);
	}

}
