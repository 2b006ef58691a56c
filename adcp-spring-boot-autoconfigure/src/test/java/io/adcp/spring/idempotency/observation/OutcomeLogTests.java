package io.adcp.spring.idempotency.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.adcp.spring.idempotency.OutcomeCase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutcomeLogTests {

	@Test
	void theLogShowsEightCharactersOfTheKeyAndNoTextOfAFailure() {
		List<LogRecord> records = logOf(() -> OutcomeCase.all().forEach((call) -> call.run(new OutcomeLog())));
		assertThat(records).hasSize((int) OutcomeCase.all().count());
		String key = OutcomeCase.REQUEST.key();
		assertThat(records).allSatisfy(
				(record) -> assertThat(record.getMessage()).contains("create_media_buy with key " + key.substring(0, 8))
					.doesNotContain(key.substring(0, 9), "disk", "bug"));
		assertThat(records).extracting(LogRecord::getLevel)
			.containsExactly(Level.FINE, Level.FINE, Level.INFO, Level.INFO, Level.FINE, Level.INFO, Level.INFO,
					Level.WARNING, Level.INFO, Level.WARNING, Level.WARNING);
	}

	private static List<LogRecord> logOf(Runnable action) {
		Logger logger = Logger.getLogger(OutcomeLog.class.getName());
		List<LogRecord> records = new ArrayList<>();
		Handler handler = new Handler() {

			@Override
			public void publish(LogRecord record) {
				records.add(record);
			}

			@Override
			public void flush() {
			}

			@Override
			public void close() {
			}

		};
		logger.addHandler(handler);
		logger.setLevel(Level.ALL);
		try {
			action.run();
		}
		finally {
			logger.removeHandler(handler);
			logger.setLevel(null);
		}
		return records;
	}

}
