package io.adcp.spring.verification.crash.badinput;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Text that is no JSON, or not the JSON that it seems.
 */
final class TextFaults {

	private static final Pattern MEMBER = Pattern.compile("\"([a-z_]+)\":");

	private static final List<Charset> OTHER_CHARSETS = List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE,
			StandardCharsets.UTF_16, Charset.forName("UTF-32"));

	private static final byte[][] NO_UTF8 = { { (byte) 0xff }, { (byte) 0xc0, (byte) 0xaf },
			{ (byte) 0xed, (byte) 0xa0, (byte) 0x80 }, { (byte) 0xed, (byte) 0xb0, (byte) 0x80 },
			{ (byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80 }, { (byte) 0x80 }, { (byte) 0xe2, (byte) 0x82 },
			{ (byte) 0xc0, (byte) 0x80 }, { 0 }, { 0x1f } };

	private static final List<String> OTHER_MESSAGES = List.of("", " ", "\n", "null", "true", "0", "\"text\"", "[]",
			"{}", "[{}]", "nul", "{", "}", "[", "{\"a\"}", "{\"a\":}", "{,}", "[,]", "{\"a\":1,}", "{'a':1}", "{a:1}",
			"{} {}", "{}x", "/* */{}", "{}//", "\ufeff{}", "\u0000", "<xml/>", "a=b&c=d", "--boundary\r\n");

	private TextFaults() {
	}

	/** A name twice in one object, at any depth, once escaped. */
	static void duplicateName(Draft draft) {
		String text = new String(draft.text(), StandardCharsets.UTF_8);
		List<MatchResult> members = MEMBER.matcher(text).results().toList();
		MatchResult member = Tricks.one(members, draft.random());
		String name = draft.random().nextInt(4) == 0
				? "\\u%04x".formatted((int) member.group(1).charAt(0)) + member.group(1).substring(1) : member.group(1);
		String value = draft.random().nextBoolean() ? "null" : "{\"budget\":1}";
		draft.text(
				text.substring(0, member.start()) + "\"" + name + "\":" + value + "," + text.substring(member.start()));
	}

	static void truncated(Draft draft) {
		byte[] text = draft.text();
		draft.text(Arrays.copyOf(text, draft.random().nextInt(text.length)));
	}

	static void flippedBytes(Draft draft) {
		byte[] text = draft.text().clone();
		for (int i = draft.random().nextInt(4); i >= 0; i--) {
			text[draft.random().nextInt(text.length)] = (byte) draft.random().nextInt(256);
		}
		draft.text(text);
	}

	/** Brackets, commas and quotes, one too many or one too few. */
	static void structure(Draft draft) {
		StringBuilder text = new StringBuilder(new String(draft.text(), StandardCharsets.UTF_8));
		Random random = draft.random();
		for (int i = random.nextInt(2); i >= 0; i--) {
			int at = random.nextInt(text.length());
			switch (random.nextInt(3)) {
				case 0 -> text.deleteCharAt(at);
				case 1 -> text.insert(at, "{}[],:\"\\ \t0-e".charAt(random.nextInt(13)));
				default -> text.insert(at, text.substring(at, Math.min(at + 1 + random.nextInt(30), text.length())));
			}
		}
		draft.text(text.toString());
	}

	static void noUtf8(Draft draft) {
		byte[] text = draft.text();
		byte[] wrong = NO_UTF8[draft.random().nextInt(NO_UTF8.length)];
		int at = draft.random().nextInt(text.length);
		byte[] all = new byte[text.length + wrong.length];
		System.arraycopy(text, 0, all, 0, at);
		System.arraycopy(wrong, 0, all, at, wrong.length);
		System.arraycopy(text, at, all, at + wrong.length, text.length - at);
		draft.text(all);
	}

	static void byteOrderMark(Draft draft) {
		draft.text("\ufeff" + new String(draft.text(), StandardCharsets.UTF_8));
	}

	static void otherCharset(Draft draft) {
		Charset charset = Tricks.one(OTHER_CHARSETS, draft.random());
		draft.text(new String(draft.text(), StandardCharsets.UTF_8).getBytes(charset));
		if (draft.random().nextBoolean()) {
			draft.headers().put("Content-Type", "application/json;charset=" + charset.name());
		}
	}

	static void otherMessage(Draft draft) {
		draft.text(Tricks.one(OTHER_MESSAGES, draft.random()));
	}

	static void batch(Draft draft) {
		String one = new String(draft.text(), StandardCharsets.UTF_8);
		draft.text("[" + (one + ",").repeat(draft.random().nextInt(20)) + one + "]");
	}

	static void twoMessages(Draft draft) {
		String one = new String(draft.text(), StandardCharsets.UTF_8);
		draft.text(one + (draft.random().nextBoolean() ? "\n" : "") + one);
	}

	static void comments(Draft draft) {
		String text = new String(draft.text(), StandardCharsets.UTF_8);
		draft.text(text.replaceFirst(",", draft.random().nextBoolean() ? ",/* one */" : ",// one\n"));
	}

	/** A little or a lot more than the seller reads. */
	static void hugeBody(Draft draft) {
		int limit = 4 << 20;
		int more = draft.random().nextBoolean() ? 10_000 : 4 << 20;
		byte[] text = draft.text();
		byte[] huge = Arrays.copyOf(text, limit + more);
		Arrays.fill(huge, text.length, huge.length, (byte) ' ');
		draft.text(huge);
		// Tomcat does not read on for ever
		draft.mayCut();
	}

}
