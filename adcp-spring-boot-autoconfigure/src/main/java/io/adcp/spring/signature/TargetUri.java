package io.adcp.spring.signature;

import java.net.IDN;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A URL in the one form that signer and verifier sign (AdCP 3.2, canonicalization of
 * {@code @target-uri}).
 *
 * @param value the whole URL
 * @param authority its host, with the port unless it is the scheme's own
 */
record TargetUri(String value, String authority) {

	// RFC 3986, appendix B, for URLs that have an authority
	private static final Pattern URL = Pattern.compile("([A-Za-z]+)://([^/?#]*)([^?#]*)(\\?[^#]*)?(?:#.*)?");

	private static final Pattern AUTHORITY = Pattern
		.compile("(?:[^@]*@)?(\\[[0-9A-Fa-f:.]+]|[^\\[\\]:@]+)(?::([0-9]{0,5}))?");

	private static final Pattern CHARACTERS = Pattern.compile("(?:[\\x21-\\x7e&&[^%]]|%[0-9A-Fa-f]{2})*");

	// They mean something else in IDNA 2003, which is what the JDK knows.
	private static final Pattern DEVIATIONS = Pattern.compile("[\\u00df\\u03c2\\u1e9e\\u200c\\u200d]");

	private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

	private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]");

	/**
	 * Bring a URL into its form.
	 * @param url the URL as it was received, or is to be sent
	 * @return the form
	 * @throws IllegalArgumentException if the URL is malformed
	 */
	static TargetUri of(String url) {
		Matcher parts = URL.matcher(url);
		require(parts.matches(), "has no scheme and host");
		String scheme = parts.group(1).toLowerCase(Locale.ROOT);
		Matcher authority = AUTHORITY.matcher(parts.group(2));
		require(authority.matches(), "has no host, or one that cannot be read");
		String path = parts.group(3);
		String query = (parts.group(4) != null) ? parts.group(4) : "";
		require(CHARACTERS.matcher(path + query).matches(), "has characters that must be escaped");
		String host = host(authority.group(1)) + port(scheme, authority.group(2));
		return new TargetUri(scheme + "://" + host + unescaped(withoutDots(path)) + query, host);
	}

	private static String host(String host) {
		if (host.startsWith("[")) {
			return host.toLowerCase(Locale.ROOT);
		}
		require(!DEVIATIONS.matcher(host).find(), "has a host that is read in two ways");
		String name = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
		name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
		require(!("." + name + ".").contains(".."), "has a host with an empty label");
		require(CHARACTERS.matcher(name).matches() && name.indexOf('%') < 0, "has a host that cannot be read");
		return name;
	}

	private static String port(String scheme, @Nullable String port) {
		boolean standard = port == null || port.isEmpty() || ("https".equals(scheme) && "443".equals(port))
				|| ("http".equals(scheme) && "80".equals(port));
		return standard ? "" : ":" + port;
	}

	// RFC 3986, section 5.2.4. An empty segment is a segment.
	private static String withoutDots(String path) {
		if (path.isEmpty()) {
			return "/";
		}
		Deque<String> kept = new ArrayDeque<>();
		String[] segments = path.substring(1).split("/", -1);
		for (int i = 0; i < segments.length; i++) {
			boolean dots = segments[i].equals(".") || segments[i].equals("..");
			if (segments[i].equals("..")) {
				kept.pollLast();
			}
			if (!dots) {
				kept.addLast(segments[i]);
			}
			else if (i == segments.length - 1) {
				kept.addLast("");
			}
		}
		return "/" + String.join("/", kept);
	}

	private static String unescaped(String path) {
		return ESCAPE.matcher(path).replaceAll((escape) -> {
			String character = Character.toString(Integer.parseInt(escape.group(1), 16));
			return UNRESERVED.matcher(character).matches() ? character : escape.group().toUpperCase(Locale.ROOT);
		});
	}

	private static void require(boolean condition, String otherwise) {
		if (!condition) {
			throw new IllegalArgumentException("The URL " + otherwise);
		}
	}

}
