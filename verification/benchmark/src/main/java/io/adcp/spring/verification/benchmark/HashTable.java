package io.adcp.spring.verification.benchmark;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import io.adcp.spring.server.PayloadHasher;
import io.adcp.spring.wire.CanonicalJson;
import io.adcp.spring.wire.StrictJson;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the payload hash costs.
 */
final class HashTable implements BenchmarkTable {

	private static final String OURS = "payload hash of the tree";

	private static final String READ_AND_HASH = "strict reading and payload hash, as the seller does both";

	private static final String READ_TREE = "Jackson's readTree alone";

	private static final String LIBRARY = "JCS library and SHA-256";

	private static final String DIGEST = "SHA-256 of the bytes as they are";

	private static final int[] SIZES = { 2_000, 200_000 };

	private static final JsonMapper MAPPER = JsonMapper.shared();

	@Override
	public String name() {
		return "hash";
	}

	@Override
	public String question() {
		return "What does it cost to tell equal payloads from others? From a request's bytes to the digest of its "
				+ "canonical form, in one thread.";
	}

	@Override
	public void measure(Bench bench) throws Exception {
		for (int size : SIZES) {
			for (boolean ascii : new boolean[] { true, false }) {
				byte[] json = HashPayload.write(bench.settings().seed(), size, ascii);
				requireSameForm(json);
				bench.measure(newCase(json, size / 1000 + " KB, " + (ascii ? "ASCII" : "not ASCII"),
						bench.settings().block().dividedBy(2)));
				bench.fact("bytes, " + size / 1000 + " KB, " + (ascii ? "ASCII" : "not ASCII"), json.length);
			}
		}
		bench.note("The library hashes the whole request, ours leaves out what AdCP leaves out, here the key alone.");
	}

	private static Case newCase(byte[] json, String conditions, Duration time) {
		JsonNode tree = StrictJson.read(json);
		return new Case(conditions, Work.MICROS, READ_TREE,
				List.of(new Variant(OURS, () -> Work.run(time, () -> PayloadHasher.CANONICAL.hash(tree))),
						new Variant(READ_AND_HASH, () -> Work.run(time, () -> readAndHash(json))),
						new Variant(READ_TREE, () -> Work.run(time, () -> MAPPER.readTree(json))),
						new Variant(LIBRARY, () -> Work.run(time, () -> sha256(library(json)))),
						new Variant(DIGEST, () -> Work.run(time, () -> sha256(json)))),
				List.of(Goal.ratioAtMost(READ_AND_HASH, READ_TREE, Work.MICROS, 2.5),
						Goal.ratioAtMost(READ_AND_HASH, LIBRARY, Work.MICROS, 0.7),
						Goal.ratioAtMost(READ_AND_HASH, LIBRARY, Work.ALLOCATED, 0.5)));
	}

	private static Object readAndHash(byte[] json) {
		return PayloadHasher.CANONICAL.hash(StrictJson.read(json));
	}

	private static byte[] library(byte[] json) throws IOException {
		return new JsonCanonicalizer(json).getEncodedUTF8();
	}

	private static byte[] sha256(byte[] bytes) throws NoSuchAlgorithmException {
		return MessageDigest.getInstance("SHA-256").digest(bytes);
	}

	// Whoever writes another form has not done the same work.
	private static void requireSameForm(byte[] json) throws IOException {
		if (!Arrays.equals(CanonicalJson.canonicalize(StrictJson.read(json)), library(json))) {
			throw new IllegalStateException("The library's canonical form is another one");
		}
	}

}
