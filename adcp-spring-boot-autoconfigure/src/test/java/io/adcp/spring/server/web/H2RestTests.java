package io.adcp.spring.server.web;

import org.springframework.boot.test.context.SpringBootTest;

/**
 * {@link RestCases} on H2.
 */
@SpringBootTest(classes = RestSeller.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = RestSeller.ON_H2)
class H2RestTests extends RestCases {

}
