package io.adcp.spring.idempotency.encryption;

import java.util.List;
import java.util.Optional;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.Retention;
import io.adcp.spring.idempotency.encryption.ResponseCipher.UnreadableResponseException;

/**
 * Keeps responses encrypted in another backend. The first key encrypts, all decrypt, so
 * that keys can be changed while older records live. Each text is bound to its record and
 * task: moved to another row it is refused.
 * <p>
 * A response that cannot be decrypted is answered with {@code SERVICE_UNAVAILABLE}, and
 * its call is never run again: the key was used. Without keys nothing is encrypted, and
 * records that were encrypted before are refused.
 *
 * @since 0.1.0
 */
public class EncryptingIdempotencyBackend implements IdempotencyBackend {

	private static final System.Logger logger = System.getLogger(EncryptingIdempotencyBackend.class.getName());

	private final IdempotencyBackend backend;

	private final ResponseCipher cipher;

	/**
	 * Create a backend.
	 * @param backend keeps the texts
	 * @param cipher encrypts and decrypts them
	 */
	public EncryptingIdempotencyBackend(IdempotencyBackend backend, ResponseCipher cipher) {
		this.backend = backend;
		this.cipher = cipher;
	}

	@Override
	public Optional<IdempotencyRecord> claim(Claim claim) {
		return this.backend.claim(claim).map((record) -> decrypted(claim, record));
	}

	@Override
	public Optional<IdempotencyRecord> findFinished(Claim claim) {
		return this.backend.findFinished(claim).map((record) -> decrypted(claim, record));
	}

	@Override
	public IdempotencyRecord readable(Claim claim, IdempotencyRecord record) {
		return decrypted(claim, this.backend.readable(claim, record));
	}

	private IdempotencyRecord decrypted(Claim claim, IdempotencyRecord record) {
		return record.readBy((stored) -> decrypt(claim, stored));
	}

	@Override
	public void complete(Claim claim, String response, Retention retention) {
		this.backend.complete(claim, this.cipher.encrypt(claim.id(), claim.task(), response), retention);
	}

	@Override
	public void release(Claim claim) {
		this.backend.release(claim);
	}

	@Override
	public int purge(Retention retention, int limit) {
		return this.backend.purge(retention, limit);
	}

	@Override
	public String name() {
		return this.backend.name();
	}

	private String decrypt(Claim claim, String stored) {
		try {
			return this.cipher.decrypt(claim.id(), claim.task(), stored);
		}
		catch (UnreadableResponseException ex) {
			logger.log(System.Logger.Level.ERROR,
					"The stored response of record " + claim.id() + " (" + claim.task() + ") cannot be read: "
							+ ex.getMessage() + ". The call is refused, and not run again. "
							+ "See adcp.idempotency.encryption.keys");
			AdcpError error = AdcpError.of(AdcpErrorCode.SERVICE_UNAVAILABLE,
					"The answer to this idempotency_key cannot be given now. Repeat the request with the same key.");
			throw new AdcpTaskException(List.of(error), null, ex);
		}
	}

}
