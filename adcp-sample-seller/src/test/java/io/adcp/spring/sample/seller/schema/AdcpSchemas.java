package io.adcp.spring.sample.seller.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Assumptions;

import tools.jackson.databind.JsonNode;

/**
 * The schemas of one release of AdCP, read where they lie beside this repository: nothing
 * is copied, and nothing is fetched.
 */
final class AdcpSchemas {

	private static final Path DIRECTORY = Path.of("..", "..", "shared", "adcp", "schemas");

	/** Gives the schemas' own identifiers, which are absolute paths, a place to be. */
	private static final String BASE = "https://schemas.example/schemas/";

	private final String release;

	private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7,
			(builder) -> builder.schemas(AdcpSchemas::file, AdcpSchemas::read));

	/**
	 * Open the schemas of a release. Where they are not there, the test that asks for
	 * them is skipped, and says so.
	 * @param release the release, such as {@code 3.1.19}
	 */
	AdcpSchemas(String release) {
		this.release = release;
		if (!Files.isDirectory(DIRECTORY.resolve(release))) {
			String message = "The schemas of AdCP " + release + " are not at " + DIRECTORY.toAbsolutePath().normalize()
					+ ": the seller's answers are NOT validated.";
			System.out.println(message);
			Assumptions.abort(message);
		}
	}

	private static Path file(String iri) {
		return iri.startsWith(BASE) ? DIRECTORY.resolve(iri.substring(BASE.length())) : null;
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Validate.
	 * @param name the schema, such as {@code core/error}
	 * @param value what to validate
	 * @return what is wrong, empty where nothing is
	 */
	List<String> violations(String name, JsonNode value) {
		return schema(name)
			.validate(value,
					(context) -> context.executionConfig((execution) -> execution.formatAssertionsEnabled(true)))
			.stream()
			.map((error) -> error.getInstanceLocation() + " " + error.getMessage())
			.toList();
	}

	/**
	 * Return whether a response's schema describes failures, too. Those of reads do not.
	 * @param name the schema
	 * @return {@code true} where it does
	 */
	boolean describesFailures(String name) {
		return schema(name).getSchemaNode()
			.path("oneOf")
			.valueStream()
			.anyMatch(
					(arm) -> arm.path("required").valueStream().anyMatch((field) -> field.asString().equals("errors")));
	}

	/**
	 * Return whether the envelope's schema is that of an answer as it is sent. In AdCP
	 * 3.0 it wraps the answer in a {@code payload}, which nobody sends.
	 * @return {@code true} where it is
	 */
	boolean haveFlatEnvelope() {
		return schema("core/protocol-envelope").getSchemaNode()
			.path("required")
			.valueStream()
			.noneMatch((field) -> field.asString().equals("payload"));
	}

	/**
	 * Return what an object may hold.
	 * @param name the schema
	 * @param property the object, or empty for the schema's own
	 * @return the names
	 */
	List<String> properties(String name, String property) {
		JsonNode node = schema(name).getSchemaNode();
		JsonNode object = property.isEmpty() ? node : node.path("properties").path(property);
		if (object.has("$ref")) {
			String prefix = "/schemas/" + this.release + "/";
			object = schema(object.path("$ref").asString().replace(prefix, "").replace(".json", "")).getSchemaNode();
		}
		return List.copyOf(object.path("properties").propertyNames());
	}

	private Schema schema(String name) {
		return this.registry.getSchema(SchemaLocation.of(BASE + this.release + "/" + name + ".json"));
	}

}
