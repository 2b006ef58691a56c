package io.adcp.spring.architecture;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the arrows between the packages, as docs/architecture.md draws them.
 */
class ArchitectureTests {

	private static final String BASE = "io.adcp.spring";

	private static final JavaClasses production = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(BASE);

	@ParameterizedTest(name = "{0} uses of our packages only {1}")
	@CsvSource(delimiter = '|', value = { "base | base", "wire | base", "client | base,wire,client.task",
			"client.task | wire", "client.book | base,client,idempotency.encryption,signature",
			"client.webhook | wire,client,client.task,client.book,signature", "client.jsonrpc | base,wire,client",
			"client.mcp | base,wire,client,client.jsonrpc", "client.a2a | base,wire,client,client.jsonrpc",
			"idempotency | base,wire", "idempotency.aop | base,idempotency",
			"idempotency.encryption | base,idempotency", "idempotency.limit | base,idempotency",
			"idempotency.observation | base,idempotency", "idempotency.jdbc | base,idempotency",
			"idempotency.redis | base,idempotency", "idempotency.memory | base,idempotency",
			"server | base,wire,idempotency", "server.jsonrpc | base,wire,idempotency,server",
			"server.mcp | base,wire,idempotency,server,server.jsonrpc",
			"server.a2a | base,wire,idempotency,server,server.jsonrpc", "server.web | base,wire,idempotency,server",
			"signature | signature", "work | work", "work.jdbc | base,idempotency.jdbc,work",
			"downstream | base,wire,idempotency", "task | base,wire,idempotency,server,downstream,work",
			"task.jdbc | base,idempotency,idempotency.encryption,idempotency.jdbc,downstream,task",
			"webhook | base,idempotency.encryption,signature,task,work", "webhook.jdbc | base,idempotency.jdbc,webhook",
			"webhook.web | webhook" })
	void arrowsGoOneWay(String from, String to) {
		requireClassesIn(from);
		Stream.of(to.split(",")).forEach(ArchitectureTests::requireClassesIn);
		String[] allowed = Stream.concat(Stream.of(from), Stream.of(to.split(",")))
			.map(ArchitectureTests::packageName)
			.toArray(String[]::new);
		noClasses().that()
			.resideInAPackage(packageName(from))
			.should()
			.dependOnClassesThat(ours().and(DescribedPredicate.not(resideInAnyPackage(allowed))))
			.check(production);
	}

	// A row about a package that has been renamed would hold of nothing.
	private static void requireClassesIn(String name) {
		assertThat(production.stream().map(JavaClass::getPackageName)).contains(packageName(name));
	}

	@Test
	void everyPackageHasItsRow() throws Exception {
		CsvSource rows = ArchitectureTests.class.getDeclaredMethod("arrowsGoOneWay", String.class, String.class)
			.getAnnotation(CsvSource.class);
		assertThat(Stream.of(rows.value()).map((row) -> packageName(row.split("\\|")[0].strip())))
			.containsExactlyInAnyOrderElementsOf(production.stream()
				.map(JavaClass::getPackageName)
				.filter((name) -> !name.startsWith(packageName("autoconfigure")))
				.collect(Collectors.toSet()));
	}

	@ParameterizedTest(name = "{0} does without {1}")
	@CsvSource(delimiter = '|',
			value = { "io.adcp.spring | org.springframework..,tools.jackson..,io.micrometer..",
					"io.adcp.spring.wire | org.springframework..,io.micrometer..",
					"io.adcp.spring.idempotency | org.springframework..,java.sql..,javax.sql..,javax.crypto..,"
							+ "com.github.benmanes.caffeine..,io.github.bucket4j..,io.micrometer..",
					"io.adcp.spring.idempotency.aop | java.sql..,org.springframework.jdbc..",
					"io.adcp.spring.client | jakarta.servlet..,java.sql..,org.springframework.jdbc..",
					"io.adcp.spring.client.mcp | jakarta.servlet..,java.sql..,org.springframework.jdbc..",
					"io.adcp.spring.client.task | jakarta.servlet..,java.sql..,org.springframework..",
					"io.adcp.spring.server | jakarta.servlet..,io.modelcontextprotocol..,java.sql..",
					"io.adcp.spring.server.web | io.modelcontextprotocol.." })
	void librariesStayWhereTheyBelong(String in, String banned) {
		noClasses().that()
			.resideInAPackage(in)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(banned.split(","))
			.check(production);
	}

	@Test
	void onlyTheAutoConfigurationKnowsSpringBoot() {
		noClasses().that(ours().and(DescribedPredicate.not(resideInAPackage(BASE + ".autoconfigure.."))))
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.boot..")
			.check(production);
	}

	@Test
	void nobodyUsesTheAutoConfiguration() {
		noClasses().that(ours().and(DescribedPredicate.not(resideInAPackage(BASE + ".autoconfigure.."))))
			.should()
			.dependOnClassesThat()
			.resideInAPackage(BASE + ".autoconfigure..")
			.check(production);
	}

	@Test
	void packagesHaveNoCycles() {
		slices().matching(BASE + ".(**)").should().beFreeOfCycles().check(production);
	}

	@Test
	void namesAreTheFieldsOwn() {
		ArchRule rule = noClasses().should()
			.haveNameMatching(".*(Impl|Utils?|Helper|Manager)(\\$.*)?")
			.because("a name should say what a thing is");
		rule.check(production);
	}

	@Test
	void everyPackageIsNullMarked() {
		for (JavaClass type : production) {
			assertThat(type.getPackage().isAnnotatedWith(NullMarked.class)).as(type.getPackageName()).isTrue();
		}
	}

	@Test
	void autoConfigurationsAreFinal() {
		classes().that()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.should()
			.haveModifier(JavaModifier.FINAL)
			.check(production);
	}

	private static DescribedPredicate<JavaClass> ours() {
		return resideInAPackage(BASE + "..");
	}

	private static String packageName(String name) {
		return name.equals("base") ? BASE : BASE + "." + name;
	}

}
