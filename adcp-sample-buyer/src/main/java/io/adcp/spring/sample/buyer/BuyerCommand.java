package io.adcp.spring.sample.buyer;

import java.util.List;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.stereotype.Component;

/**
 * The command line: finds the plan, has it booked, and decides on the exit code.
 */
@Component
class BuyerCommand implements ApplicationRunner, ExitCodeGenerator {

	private final CampaignPlanReader reader;

	private final AgencyDesk desk;

	private final DeskReport report;

	private final BuyerProperties properties;

	private ExitCode exitCode = ExitCode.PLAN_UNREADABLE;

	BuyerCommand(CampaignPlanReader reader, AgencyDesk desk, DeskReport report, BuyerProperties properties) {
		this.reader = reader;
		this.desk = desk;
		this.report = report;
		this.properties = properties;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		try {
			CampaignPlan plan = this.reader.read(location(arguments.getNonOptionArgs()));
			List<Outcome> outcomes = this.desk.book(plan);
			this.report.summary(outcomes);
			this.exitCode = exitCode(outcomes);
		}
		catch (PlanException ex) {
			this.report.say(String.valueOf(ex.getMessage()));
		}
	}

	private String location(List<String> files) {
		if (files.size() > 1) {
			throw new PlanException("One plan at a time, please: " + String.join(", ", files) + " were given.", null);
		}
		return files.isEmpty() ? this.properties.plan() : files.get(0);
	}

	private static ExitCode exitCode(List<Outcome> outcomes) {
		if (outcomes.stream().anyMatch(Outcome::isUnknown)) {
			return ExitCode.SOME_UNKNOWN;
		}
		return outcomes.stream().allMatch(Outcome::isBooked) ? ExitCode.ALL_BOOKED : ExitCode.SOME_REFUSED;
	}

	@Override
	public int getExitCode() {
		return this.exitCode.value();
	}

}
