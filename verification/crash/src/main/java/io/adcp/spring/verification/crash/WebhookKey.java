package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import io.adcp.spring.signature.SigningKey;

/**
 * A new key for one run, which sellers sign their webhooks with.
 *
 * @param privateKey the file with its private half
 * @param publicKey the file with its public half
 * @param pair the key itself
 */
record WebhookKey(Path privateKey, Path publicKey, SigningKey pair) {

	/** The id under which it is published. */
	static final String ID = "crash";

	static WebhookKey create(Path folder) throws IOException {
		try {
			KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
			return new WebhookKey(write(folder.resolve("private.pem"), "PRIVATE KEY", pair.getPrivate()),
					write(folder.resolve("public.pem"), "PUBLIC KEY", pair.getPublic()),
					SigningKey.of(ID, pair.getPrivate(), pair.getPublic()));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Path write(Path file, String what, Key key) throws IOException {
		String text = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(key.getEncoded());
		return Files.writeString(file, "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(what, text));
	}

}
