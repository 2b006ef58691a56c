package io.adcp.spring;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;

import io.adcp.spring.AdcpTaskCatalog.Definition;
import io.adcp.spring.AdcpTaskCatalog.Kind;
import io.adcp.spring.AdcpTaskCatalog.Version;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AdcpTaskCatalogTests {

	@Test
	void countsTheKeyedTasksOfEachVersion() {
		assertThat(keyed(Version.V3_0)).hasSize(29);
		assertThat(keyed(Version.V3_1)).hasSize(29);
		assertThat(keyed(Version.V3_2_BETA)).hasSize(36).doesNotContain("creative_approval");
	}

	@Test
	void everyConstantIsDefinedAndNamedAfterItsTask() throws Exception {
		for (Field constant : AdcpTask.class.getFields()) {
			String task = (String) constant.get(null);
			assertThat(constant.getName()).isEqualToIgnoringCase(task);
			assertThat(AdcpTaskCatalog.find(task)).as(task).isPresent();
		}
		assertThat(AdcpTaskCatalog.all()).hasSize(AdcpTask.class.getFields().length);
	}

	@Test
	void whatBuyersAskForTermsAndWhatIsIdempotentByNatureIsNotKeyed() {
		assertThat(Arrays.asList("get_adcp_capabilities", "si_terminate_session", "comply_test_controller"))
			.noneMatch(AdcpTaskCatalog::isKeyed);
		assertThat(AdcpTaskCatalog.find("si_terminate_session").orElseThrow().kind()).isEqualTo(Kind.UNKEYED_CHANGE);
	}

	@Test
	void anUnknownTaskIsNotKeyed() {
		assertThat(AdcpTaskCatalog.find("paint_the_fence")).isEmpty();
		assertThat(AdcpTaskCatalog.isKeyed("paint_the_fence")).isFalse();
	}

	private static List<String> keyed(Version version) {
		return AdcpTaskCatalog.all()
			.stream()
			.filter((definition) -> definition.keyed() && definition.versions().contains(version))
			.map(Definition::name)
			.toList();
	}

}
