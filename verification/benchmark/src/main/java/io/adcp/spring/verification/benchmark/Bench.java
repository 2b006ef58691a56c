package io.adcp.spring.verification.benchmark;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import io.adcp.spring.verification.harness.Database;
import io.adcp.spring.verification.harness.DurablePostgres;

/**
 * What tables measure on and with.
 */
final class Bench {

	// The first case of a table finds its code not compiled yet
	private static final int FIRST_WARM_UPS = 6;

	private static final int WARM_UPS = 2;

	// Each table has a bench, and all have one server
	private static final AtomicInteger databases = new AtomicInteger();

	private final BenchmarkSettings settings;

	private final Findings findings;

	private final DurablePostgres postgres;

	Bench(BenchmarkSettings settings, Findings findings, DurablePostgres postgres) {
		this.settings = settings;
		this.findings = findings;
		this.postgres = postgres;
	}

	BenchmarkSettings settings() {
		return this.settings;
	}

	/**
	 * Return the server, which all tables share.
	 * @return the server
	 */
	DurablePostgres postgres() {
		return this.postgres;
	}

	/**
	 * Make a database on it.
	 * @return the database
	 */
	Database newDatabase() throws SQLException {
		return this.postgres.create("benchmark_" + databases.incrementAndGet());
	}

	/**
	 * Return how often the next case's variants will be run.
	 * @return the number of rounds, those to warm up included
	 */
	int roundsOfNextCase() {
		return warmUps() + this.settings.blocks();
	}

	private int warmUps() {
		return this.findings.cases().isEmpty() ? FIRST_WARM_UPS : WARM_UPS;
	}

	/**
	 * Measure a case, for as many rounds as the run has.
	 * @param setting the case
	 * @return the figures, which are in the report already
	 * @throws Exception where it could not be measured
	 */
	Rounds measure(Case setting) throws Exception {
		Rounds rounds = setting.measure(warmUps(), this.settings.blocks());
		this.findings.cases().add(new Findings.Measured(setting, rounds));
		say("  " + setting.conditions() + ": measured");
		return rounds;
	}

	/**
	 * Report something that is counted once.
	 * @param what what is counted, with the unit
	 * @param value the count
	 */
	void fact(String what, double value) {
		this.findings.facts().add(new Findings.Fact(what, value, ""));
	}

	/**
	 * Report something that is counted once and has a bound.
	 * @param what what is counted, with the unit
	 * @param value the count
	 * @param bound how much it may be at most
	 */
	void factAtMost(String what, double value, double bound) {
		this.findings.facts()
			.add(new Findings.Fact(what, value,
					"at most " + Numbers.format(bound) + ": " + ((value <= bound) ? "met" : "missed")));
	}

	/**
	 * Report a sentence.
	 * @param sentence what a reader of the table has to know
	 */
	void note(String sentence) {
		this.findings.notes().add(sentence);
	}

	static void say(String line) {
		System.out.println(line);
		System.out.flush();
	}

}
