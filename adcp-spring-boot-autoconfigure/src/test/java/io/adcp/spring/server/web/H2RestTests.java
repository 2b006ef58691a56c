package io.adcp.spring.server.web;

import org.springframework.boot.test.context.SpringBootTest;

/**
 * {@link RestCases} on H2.
 */
@SpringBootTest(classes = RestSeller.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "spring.datasource.url=jdbc:h2:mem:rest-cases;DB_CLOSE_DELAY=-1")
class H2RestTests extends RestCases {

}
