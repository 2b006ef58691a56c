package io.adcp.spring.client.webhook;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How a seller's keys are found by its operator's {@code brand.json}.
 */
class BrandJwksTests {

	private static final String BRAND = "https://acme.example/.well-known/brand.json";

	private static final URI AGENT = URI.create("https://ads.acme.example/mcp");

	private final Map<String, String> documents = new HashMap<>();

	private final BrandJwks jwks = new BrandJwks(URI.create(BRAND), AGENT, (url) -> {
		String document = this.documents.get(url.toString());
		if (document == null) {
			throw new FileNotFoundException(url.toString());
		}
		return document.getBytes(StandardCharsets.UTF_8);
	});

	@ParameterizedTest
	@ValueSource(strings = { "{'agents': [ENTRY]}", "{'house': {'agents': [ENTRY]}}",
			"{'brands': [{'agents': []}, {'agents': [ENTRY]}]}",
			"{'agents': [{'url': 'https://ads.acme.example/mcp/', 'jwks_uri': 'https://other.example/jwks'}, ENTRY]}" })
	void theEntryWithTheSellersOwnAddressCounts(String brand) throws Exception {
		this.documents.put(BRAND, json(brand.replace("ENTRY", entry("'https://keys.acme.example/jwks'"))));
		this.documents.put("https://keys.acme.example/jwks", "keys");
		assertThat(this.jwks.call()).asString().isEqualTo("keys");
	}

	@Test
	void withoutAnAddressTheKeysAreAtTheUsualPlaceOfTheSellersHost() throws Exception {
		this.documents.put(BRAND, json("{'agents': [{'url': '" + AGENT + "'}]}"));
		this.documents.put("https://ads.acme.example/.well-known/jwks.json", "keys");
		assertThat(this.jwks.call()).asString().isEqualTo("keys");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{'agents': []}", "{'agents': [ENTRY, ENTRY]}",
			"{'agents': [{'url': 'https://ADS.acme.example/mcp', 'jwks_uri': 'https://keys.acme.example/jwks'}]}" })
	void noneOrTwoEntriesAreNoSeller(String brand) {
		this.documents.put(BRAND, json(brand.replace("ENTRY", entry("'https://keys.acme.example/jwks'"))));
		this.documents.put("https://keys.acme.example/jwks", "keys");
		assertThatExceptionOfType(IOException.class).isThrownBy(this.jwks::call)
			.withMessageContaining("agents at " + AGENT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://keys.acme.example/jwks", "file:///etc/keys" })
	void keysAreNotReadOverWhatCanBeForged(String address) {
		this.documents.put(BRAND, json("{'agents': [" + entry("'" + address + "'") + "]}"));
		this.documents.put(address, "keys");
		assertThatExceptionOfType(IOException.class).isThrownBy(this.jwks::call).withMessageContaining("https");
	}

	@Test
	void anAddressThatChangesIsNotFollowed() throws Exception {
		this.documents.put(BRAND, json("{'agents': [" + entry("'https://keys.acme.example/jwks'") + "]}"));
		this.documents.put("https://keys.acme.example/jwks", "keys");
		this.jwks.call();
		this.documents.put(BRAND, json("{'agents': [" + entry("'https://keys.evil.example/jwks'") + "]}"));
		this.documents.put("https://keys.evil.example/jwks", "other keys");
		assertThatExceptionOfType(IOException.class).isThrownBy(this.jwks::call).withMessageContaining("changed");
	}

	private static String entry(String jwks) {
		return "{'url': '" + AGENT + "', 'jwks_uri': " + jwks + "}";
	}

	private static String json(String text) {
		return text.replace('\'', '"');
	}

}
