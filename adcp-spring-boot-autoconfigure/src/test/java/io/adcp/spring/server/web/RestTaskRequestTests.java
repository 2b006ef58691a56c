package io.adcp.spring.server.web;

import java.net.http.HttpResponse;

import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.testing.HttpCalls;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static io.adcp.spring.testing.HttpCalls.errorCode;
import static io.adcp.spring.testing.HttpCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a REST controller makes of the request of an AdCP task, whatever the database: its
 * faults are told in AdCP's words, and nothing is carried out.
 */
// The application of H2RestTests, which is started once for both.
@SpringBootTest(classes = RestSeller.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = RestSeller.ON_H2)
class RestTaskRequestTests {

	@LocalServerPort
	private int port;

	@Autowired
	private RestSeller.Rows rows;

	@BeforeEach
	void emptyTable() {
		this.rows.clear();
	}

	@Test
	void theHashIsTakenFromTheWireNotFromTheBoundArgument() {
		String body = request("summer", 5);
		assertThat(post(body).statusCode()).isEqualTo(200);
		HttpResponse<String> conflict = post(body.replace("\"name\"", "\"unknown_field\":1,\"name\""));
		assertThat(conflict.statusCode()).isEqualTo(409);
		assertThat(errorCode(json(conflict))).isEqualTo("IDEMPOTENCY_CONFLICT");
	}

	@Test
	void anErrorOfTheHandlerUndoesTheRowsAndCarriesTheCallersContext() {
		HttpResponse<String> answer = post(request("unknown", 5));
		assertThat(answer.statusCode()).isEqualTo(404);
		assertThat(errorCode(json(answer))).isEqualTo("PRODUCT_NOT_FOUND");
		assertThat(json(answer).at("/context/n").asInt()).isEqualTo(1);
		assertThat(this.rows.count()).isZero();
	}

	@Test
	void aMissingKeyIsInvalid() {
		HttpResponse<String> answer = post("{\"name\":\"summer\",\"daily_budget\":5}");
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(json(answer).at("/adcp_error/field").asString()).isEqualTo("idempotency_key");
	}

	@Test
	void aConstraintViolationNamesTheFieldAsOnTheWire() {
		HttpResponse<String> answer = post(request("summer", -5));
		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(json(answer).at("/adcp_error/field").asString()).isEqualTo("daily_budget");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[1]", "{\"name\":\"a\",\"name\":\"b\"}", "{\"name\":", "7" })
	void aMalformedRequestIsRefused(String body) {
		HttpResponse<String> answer = post(body);
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(errorCode(json(answer))).isEqualTo("INVALID_REQUEST");
		assertThat(answer.body()).doesNotContain("Exception", "springframework");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "nonsense", "application/cbor" })
	void aCallerThatDoesNotAcceptTheAnswerIsToldSoInIt(String accept) {
		HttpResponse<String> answer = post(request("summer", 5), "Accept", accept);
		assertThat(answer.statusCode()).isEqualTo(406);
		assertThat(errorCode(json(answer))).isEqualTo("INVALID_REQUEST");
		assertThat(this.rows.count()).isZero();
	}

	@Test
	void aCallerThatWouldRatherHaveAnotherFormatIsServed() {
		assertThat(post(request("summer", 5), "Accept", "text/html, */*;q=0.1").statusCode()).isEqualTo(200);
	}

	@Test
	void aContentTypeWithWildcardsIsTheCallersFault() {
		HttpResponse<String> answer = post(request("summer", 5), "Content-Type", "*/*");
		assertThat(answer.statusCode()).isEqualTo(415);
		assertThat(errorCode(json(answer))).isEqualTo("INVALID_REQUEST");
	}

	private static String request(String name, int budget) {
		return """
				{"idempotency_key":"%s","name":"%s","daily_budget":%d,"context":{"n":1}}"""
			.formatted(IdempotencyKey.generate(), name, budget);
	}

	private HttpResponse<String> post(String body, String... headers) {
		return new HttpCalls(this.port).post("/catalogs", body, headers);
	}

}
