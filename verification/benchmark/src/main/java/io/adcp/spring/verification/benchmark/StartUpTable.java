package io.adcp.spring.verification.benchmark;

import java.util.List;

/**
 * What the starter costs an application at its start.
 */
final class StartUpTable implements BenchmarkTable {

	private static final String WITH = "with the starter";

	private static final String WITHOUT = "without";

	@Override
	public String name() {
		return "start-up";
	}

	@Override
	public String question() {
		return "What does the starter cost an application at its start? A small application of Spring MVC, validation and "
				+ "JDBC on PostgreSQL with one task, beside the same with one controller of Spring MVC, each start in a "
				+ "JVM of its own.";
	}

	@Override
	public void measure(Bench bench) throws Exception {
		String url = bench.newDatabase().url();
		// Makes the table, which the applications expect to be there
		BenchmarkSeller.start(url, 2).close();
		StartUp with = new StartUp(StarterApplication.class, StartUpClasspath.withStarter(), arguments(url));
		StartUp without = new StartUp(PlainApplication.class, StartUpClasspath.withoutStarter(), arguments(url));
		bench.measure(new Case("-Xms256m -Xmx256m", StartUp.READY, WITHOUT,
				List.of(new Variant(WITH, with::run), new Variant(WITHOUT, without::run)), List.of()));
		fact(bench, WITH, with);
		fact(bench, WITHOUT, without);
		bench.note("A block is one start. Ready is when Spring Boot says so, counted from the start of the JVM; the "
				+ "process also collects its garbage, reports and stops.");
	}

	private static void fact(Bench bench, String name, StartUp startUp) {
		bench.fact("class path, files and folders, " + name, startUp.classpath().entries().size());
		bench.fact("class path, MB, " + name, startUp.classpath().megabytes());
	}

	private static List<String> arguments(String url) {
		return List.of("--spring.config.name=benchmark", "--server.port=0", "--server.address=127.0.0.1",
				"--spring.datasource.url=" + url, "--logging.level.root=error", "--spring.main.banner-mode=off");
	}

}
