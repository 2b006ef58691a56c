package io.adcp.spring.verification.crash.single;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests that the heap is read whoever collects its garbage.
 */
class VitalsTests {

	@Test
	void theGenerationsAreAddedUp() {
		assertThat(Vitals.used("""
				4711:
				 def new generation   total 78656K, used 1024K [0x0, 0x1, 0x2)
				  eden space 69952K,  10% used [0x0, 0x1, 0x2)
				 tenured generation   total 174784K, used 2048K [0x0, 0x1, 0x2)
				   the space 174784K,   1% used [0x0, 0x1, 0x2, 0x3)
				 Metaspace       used 80000K, committed 81000K, reserved 1114112K
				""")).isEqualTo(3 * 1024 * 1024);
	}

	@Test
	void oneHeapIsTakenAsItIs() {
		assertThat(Vitals.used("garbage-first heap   total 262144K, used 1024K [0x0, 0x1)")).isEqualTo(1024 * 1024);
		assertThat(Vitals.used("garbage-first heap   total reserved 4194304K, committed 262144K, used 1024K [0x0)"))
			.isEqualTo(1024 * 1024);
	}

	@Test
	void otherWordsAreNotTakenForAnEmptyHeap() {
		assertThatIllegalStateException().isThrownBy(() -> Vitals.used("ZHeap 8M used"));
	}

}
