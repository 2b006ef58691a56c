package io.adcp.spring.sample.buyer;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says in a sentence why the desk's database cannot be opened. That H2 locks the file is
 * what keeps two desks from sending the same plan under different keys.
 */
class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

	private static final int ALREADY_OPEN = 90020;

	private static final int NEITHER_ABSOLUTE_NOR_RELATIVE = 90011;

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
		return switch (cause.getErrorCode()) {
			case ALREADY_OPEN -> new FailureAnalysis("Another process works with the desk's database.",
					"Wait until it has ended, or name another database with --buyer.database=<path>.", cause);
			case NEITHER_ABSOLUTE_NOR_RELATIVE ->
				new FailureAnalysis("The path of the desk's database is neither absolute nor begins with ./ or ~/.",
						"Write it as --buyer.database=./<name>, for example.", cause);
			default -> null;
		};
	}

}
