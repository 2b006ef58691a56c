package io.adcp.spring.server.web;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.AgentResolver;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonView;
import tools.jackson.databind.JsonNode;

/**
 * An application whose ordinary REST controllers have {@code @Idempotent} methods: its
 * own, and some that answer AdCP's tasks. Each execution leaves a row.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ RestSeller.Orders.class, RestSeller.Invoices.class, RestSeller.Buys.class, RestSeller.BuyTasks.class,
		RestSeller.Catalogs.class, RestSeller.Reads.class, RestSeller.DeferredReads.class, RestSeller.Careful.class,
		RestSeller.OwnErrors.class, RestSeller.Signature.class })
class RestSeller {

	static final String ON_H2 = "spring.datasource.url=jdbc:h2:mem:rest-cases;DB_CLOSE_DELAY=-1";

	private static final AtomicInteger executions = new AtomicInteger();

	@Bean
	AgentResolver agentResolver() {
		return (principal) -> "agent-1";
	}

	@Bean
	Rows rows(JdbcClient jdbc) {
		return new Rows(jdbc);
	}

	/** Fails behind the controller, as a broken filter of an application would. */
	@Bean
	OncePerRequestFilter breakingFilter() {
		return new OncePerRequestFilter() {

			@Override
			protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
					throws ServletException, IOException {
				chain.doFilter(request, response);
				if (request.getHeader("Break") != null) {
					response.sendError(HttpServletResponse.SC_BAD_GATEWAY);
				}
			}

		};
	}

	static class Rows {

		private final JdbcClient jdbc;

		Rows(JdbcClient jdbc) {
			this.jdbc = jdbc;
			jdbc.sql("CREATE TABLE IF NOT EXISTS executed (number INT, name VARCHAR(100))").update();
		}

		int add(String name) {
			int number = executions.incrementAndGet();
			this.jdbc.sql("INSERT INTO executed (number, name) VALUES (?, ?)").params(number, name).update();
			return number;
		}

		int count() {
			return this.jdbc.sql("SELECT COUNT(*) FROM executed").query(Integer.class).single();
		}

		void clear() {
			this.jdbc.sql("DELETE FROM executed").update();
		}

	}

	record Executed(String what, int execution) {

	}

	record Signed(int execution) {

	}

	static class Viewed {

		interface Outside {

		}

		@JsonView(Outside.class)
		public int execution;

		public String inside = "secret";

	}

	@RestController
	static class Orders {

		private final Rows rows;

		Orders(Rows rows) {
			this.rows = rows;
		}

		@Idempotent
		@PutMapping("/orders/{id}/cancel")
		public Executed cancel(@PathVariable String id) {
			return new Executed(id, this.rows.add("cancel " + id));
		}

		@Idempotent
		@PostMapping("/orders")
		public ResponseEntity<Executed> create(@RequestBody JsonNode order) {
			int execution = this.rows.add("create");
			return ResponseEntity.created(URI.create("/orders/" + execution))
				.eTag("v1")
				.header(HttpHeaders.SET_COOKIE, "session=s3cret")
				.body(new Executed("order", execution));
		}

		@Idempotent
		@DeleteMapping("/orders/{id}")
		@ResponseStatus(HttpStatus.NO_CONTENT)
		public void delete(@PathVariable String id) {
			this.rows.add("delete " + id);
		}

		@Idempotent
		@PostMapping("/lists")
		@ResponseStatus(HttpStatus.CREATED)
		public List<Integer> list(@RequestBody List<Integer> numbers) {
			return List.of(this.rows.add("list"), numbers.size());
		}

		@Idempotent
		@PostMapping("/texts")
		public String text(@RequestBody String text) {
			return "Text " + this.rows.add(text);
		}

		@Idempotent
		@PostMapping(path = "/bytes", produces = "application/pdf")
		public byte[] bytes() {
			return new byte[] { (byte) 0xFF, (byte) 0xFE, (byte) this.rows.add("bytes") };
		}

		@Idempotent
		@PostMapping("/search")
		public Executed search(@RequestParam List<String> word, @RequestParam String by) {
			return new Executed(word + by, this.rows.add("search"));
		}

		@Idempotent
		@PostMapping("/files/**")
		public Executed file() {
			return new Executed("file", this.rows.add("file"));
		}

		@Idempotent
		@PostMapping("/a/path/that/is/much/longer/than/what/the/ledger/keeps/of/a/task/and/that/goes/on/and/on/still/{id}")
		public Executed longPath(@PathVariable String id) {
			return new Executed(id, this.rows.add("long"));
		}

		@Idempotent
		@JsonView(Viewed.Outside.class)
		@PostMapping("/views")
		public Viewed view() {
			Viewed viewed = new Viewed();
			viewed.execution = this.rows.add("view");
			return viewed;
		}

		@Idempotent
		@PostMapping("/signed")
		public Signed signed() {
			return new Signed(this.rows.add("signed"));
		}

		@Idempotent
		@PostMapping("/failures/{how}")
		public ResponseEntity<?> fail(@PathVariable String how) {
			this.rows.add(how);
			switch (how) {
				case "own" -> throw new OwnException();
				case "status" -> throw new ResponseStatusException(HttpStatus.PAYMENT_REQUIRED, "No money");
				case "problem" -> throw new ErrorResponseException(HttpStatus.LOCKED,
						ProblemDetail.forStatusAndDetail(HttpStatus.LOCKED, "The order is locked"), null);
				case "runtime" -> throw new IllegalArgumentException("A secret");
				case "adcp" ->
					throw new AdcpTaskException(AdcpError.of(AdcpErrorCode.PRODUCT_NOT_FOUND, "No such product"), null);
				default -> {
					return ResponseEntity.status(Integer.parseInt(how))
						.header("Reason", "budget")
						.body(Map.of("refused", how));
				}
			}
		}

		@GetMapping("/plain")
		public Map<String, Integer> plain() {
			return Map.of("plain", 1);
		}

	}

	@RestController
	static class Invoices {

		private final Rows rows;

		Invoices(Rows rows) {
			this.rows = rows;
		}

		@Idempotent
		@PutMapping("/invoices/{id}/cancel")
		public Executed cancel(@PathVariable String id) {
			return new Executed("invoice " + id, this.rows.add("invoice"));
		}

	}

	@RestController
	static class Buys {

		private final Rows rows;

		Buys(Rows rows) {
			this.rows = rows;
		}

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		@PostMapping("/media-buys")
		public ResponseEntity<Executed> create(@RequestBody JsonNode request) {
			int execution = this.rows.add("buy");
			return ResponseEntity.created(URI.create("/media-buys/" + execution)).body(new Executed("buy", execution));
		}

		@Idempotent
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		@PutMapping("/media-buys/{id}")
		public Executed update(@PathVariable String id, @RequestBody JsonNode request) {
			return new Executed(id, this.rows.add("update"));
		}

		@Idempotent
		@AdcpTask(AdcpTask.DELETE_PROPERTY_LIST)
		@DeleteMapping("/property-lists/{id}")
		public Executed delete(@PathVariable String id) {
			return new Executed(id, this.rows.add("delete"));
		}

		@Idempotent
		@AdcpTask(AdcpTask.SYNC_CREATIVES)
		@PostMapping("/creatives/{how}")
		public ResponseEntity<?> sync(@PathVariable String how) {
			this.rows.add(how);
			switch (how) {
				case "own" -> throw new OwnException();
				case "status" -> throw new ResponseStatusException(HttpStatus.PAYMENT_REQUIRED, "No money");
				case "runtime" -> throw new IllegalArgumentException("A secret");
				default -> {
					return ResponseEntity.status(Integer.parseInt(how)).body(Map.of("refused", how));
				}
			}
		}

	}

	record Catalog(@NotBlank String name, @JsonProperty("daily_budget") @PositiveOrZero double dailyBudget) {

	}

	/** Takes a request that is bound and validated. */
	@RestController
	static class Catalogs {

		private final Rows rows;

		Catalogs(Rows rows) {
			this.rows = rows;
		}

		@Idempotent
		@AdcpTask(AdcpTask.SYNC_CATALOGS)
		@PostMapping("/catalogs")
		public Executed sync(@Valid @RequestBody Catalog catalog) {
			int execution = this.rows.add(catalog.name());
			if (catalog.name().equals("unknown")) {
				throw new AdcpTaskException(AdcpError.of(AdcpErrorCode.PRODUCT_NOT_FOUND, "No such product"), null);
			}
			return new Executed(catalog.name(), execution);
		}

	}

	/** Answers later, on another thread. */
	@RestController
	static class Reads {

		@AdcpTask(AdcpTask.GET_PRODUCTS)
		@PostMapping("/products")
		public Callable<ResponseEntity<Map<String, String>>> read(@RequestBody JsonNode request) {
			return () -> {
				if (request.path("name").asString("").equals("unknown")) {
					throw new AdcpTaskException(AdcpError.of(AdcpErrorCode.PRODUCT_NOT_FOUND, "No such product"), null);
				}
				return ResponseEntity.ok().header("Products", "1").body(Map.of("product", "summer"));
			};
		}

	}

	@RestController
	static class DeferredReads {

		@AdcpTask(AdcpTask.GET_MEDIA_BUYS)
		@PostMapping("/deferred")
		public DeferredResult<Map<String, String>> read() {
			DeferredResult<Map<String, String>> result = new DeferredResult<>();
			result.setResult(Map.of("product", "summer"));
			return result;
		}

	}

	/** The same tasks over MCP. */
	@AdcpController
	static class BuyTasks {

		private final Rows rows;

		BuyTasks(Rows rows) {
			this.rows = rows;
		}

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		public Executed create(JsonNode request) {
			return new Executed("buy", this.rows.add("buy"));
		}

	}

	/** Has a handler for every exception, as many applications do. */
	@RestController
	static class Careful {

		private final Rows rows;

		Careful(Rows rows) {
			this.rows = rows;
		}

		@Idempotent
		@PostMapping("/careful")
		public Executed careful() {
			return new Executed("careful", this.rows.add("careful"));
		}

		@ExceptionHandler(Exception.class)
		ResponseEntity<String> everything() {
			return ResponseEntity.internalServerError().body("Everything");
		}

	}

	static class OwnException extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

	@RestControllerAdvice
	static class OwnErrors {

		@ExceptionHandler(OwnException.class)
		ResponseEntity<Map<String, String>> own() {
			return ResponseEntity.status(HttpStatus.I_AM_A_TEAPOT).body(Map.of("own", "error"));
		}

	}

	@RestControllerAdvice
	static class Signature implements ResponseBodyAdvice<Object> {

		@Override
		public boolean supports(MethodParameter type, Class<? extends HttpMessageConverter<?>> converter) {
			return type.getParameterType() == Signed.class;
		}

		@Override
		public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter type, MediaType contentType,
				Class<? extends HttpMessageConverter<?>> converter, ServerHttpRequest request,
				ServerHttpResponse response) {
			response.getHeaders().set("Signature", "signed");
			return Map.of("data", String.valueOf(body));
		}

	}

}
