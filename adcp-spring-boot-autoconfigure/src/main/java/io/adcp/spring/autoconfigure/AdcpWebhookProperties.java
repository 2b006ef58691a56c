package io.adcp.spring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How a seller's webhooks are signed and sent.
 *
 * @since 0.1.0
 */
@Validated
@ConfigurationProperties("adcp.webhook")
public class AdcpWebhookProperties {

	/**
	 * Keys that webhooks are signed with. The first one signs, all are published. To
	 * change it, add the new key second on every node, then move it first, and remove the
	 * old one 48 hours later. Without a key, buyers cannot register for signed webhooks.
	 */
	private List<@Valid Key> keys = new ArrayList<>();

	/**
	 * Path at which the public keys are served as a JWK set, below
	 * spring.mvc.servlet.path. Only where there are keys.
	 */
	@NotNull
	@Pattern(regexp = "/[A-Za-z0-9_./-]*", message = "must be a path such as /.well-known/jwks.json")
	private String keySetPath = "/.well-known/jwks.json";

	/**
	 * Address of the operator's brand.json, from which buyers find the keys. Declared in
	 * the capabilities.
	 */
	@Pattern(regexp = "https://.+", message = "must be an https URL")
	private @Nullable String brandJsonUrl;

	/**
	 * Whether buyers may ask for the legacy HMAC-SHA256 signatures instead of RFC 9421.
	 * Declared to buyers.
	 */
	private boolean legacyHmac;

	/**
	 * How long a webhook that the receiver does not accept is sent again, from 24 hours
	 * to 7 days, counted from its first attempt. Declared to buyers.
	 */
	@NotNull
	private Duration deliveryHorizon = Duration.ofHours(24);

	/**
	 * How long it is remembered how a webhook ended. Its content is dropped at once.
	 */
	@NotNull
	@DurationMin(minutes = 1)
	private Duration retention = Duration.ofDays(7);

	/**
	 * Whether webhooks may be sent over plain HTTP and to loopback and private addresses.
	 * For tests only: otherwise buyers could reach what only the seller can reach.
	 */
	private boolean allowInsecureTargets;

	public List<Key> getKeys() {
		return this.keys;
	}

	public void setKeys(List<Key> keys) {
		this.keys = keys;
	}

	public String getKeySetPath() {
		return this.keySetPath;
	}

	public void setKeySetPath(String keySetPath) {
		this.keySetPath = keySetPath;
	}

	public @Nullable String getBrandJsonUrl() {
		return this.brandJsonUrl;
	}

	public void setBrandJsonUrl(@Nullable String brandJsonUrl) {
		this.brandJsonUrl = brandJsonUrl;
	}

	public boolean isLegacyHmac() {
		return this.legacyHmac;
	}

	public void setLegacyHmac(boolean legacyHmac) {
		this.legacyHmac = legacyHmac;
	}

	public Duration getDeliveryHorizon() {
		return this.deliveryHorizon;
	}

	public void setDeliveryHorizon(Duration deliveryHorizon) {
		this.deliveryHorizon = deliveryHorizon;
	}

	public Duration getRetention() {
		return this.retention;
	}

	public void setRetention(Duration retention) {
		this.retention = retention;
	}

	public boolean isAllowInsecureTargets() {
		return this.allowInsecureTargets;
	}

	public void setAllowInsecureTargets(boolean allowInsecureTargets) {
		this.allowInsecureTargets = allowInsecureTargets;
	}

	/**
	 * A key that webhooks are signed with.
	 */
	public static class Key {

		/**
		 * Id that the key is published with. Not needed where the private key is a JWK,
		 * which has its own.
		 */
		private @Nullable String id;

		/**
		 * The private key, Ed25519 or P-256: PEM (PKCS #8) or a JWK, as text or as the
		 * location of a file.
		 */
		@NotBlank
		private @Nullable String privateKey;

		/**
		 * The public key: PEM, as text or as the location of a file. Not needed where the
		 * private key is a JWK.
		 */
		private @Nullable String publicKey;

		public @Nullable String getId() {
			return this.id;
		}

		public void setId(@Nullable String id) {
			this.id = id;
		}

		public @Nullable String getPrivateKey() {
			return this.privateKey;
		}

		public void setPrivateKey(@Nullable String privateKey) {
			this.privateKey = privateKey;
		}

		public @Nullable String getPublicKey() {
			return this.publicKey;
		}

		public void setPublicKey(@Nullable String publicKey) {
			this.publicKey = publicKey;
		}

	}

}
