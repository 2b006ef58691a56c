package io.adcp.spring.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/**
 * Those who write a backend get the contract in a jar without our other tests.
 */
class ContractJarTests {

	private static final String CONTRACT = "io.adcp.spring.idempotency.contract";

	@Test
	void theContractNeedsNoOtherTest() {
		JavaClasses contract = new ClassFileImporter().importPackages(CONTRACT);
		classes().should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(CONTRACT, "io.adcp.spring.idempotency", "io.adcp.spring", "java..", "org.junit..",
					"org.assertj..", "org.apiguardian..", "org.jspecify..")
			.check(contract);
	}

}
