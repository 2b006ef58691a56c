package io.adcp.spring.signature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * One member of a {@code Signature-Input} header, as it was sent: what a signature
 * covers, and its parameters. Read by hand, because what was sent is what is signed, and
 * a parameter or a label that comes twice is refused.
 */
final class SignatureInput {

	private static final String NAME = "[a-z*][a-z0-9_.*-]*+";

	private static final String STRING = "\"(?:[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]|\\\\[\"\\\\])*+\"";

	private static final String PARAMETERS = "(?:; *+" + NAME + "(?:=(?:" + STRING + "|-?[0-9]{1,15}))?+)*+";

	private static final Pattern MEMBER = Pattern
		.compile(" *+(" + NAME + ")=(\\(((?: *+" + STRING + PARAMETERS + ")*+) *+\\)(" + PARAMETERS + ")) *+(?:,|$)");

	private static final Pattern PARAMETER = Pattern.compile("; *+(" + NAME + ")(?:=(" + STRING + "|-?[0-9]++))?+");

	private static final Pattern COMPONENT = Pattern.compile(" *+\"([^\"\\\\]*+)\"(?=[ ]|$)");

	private final String text;

	private final List<String> components;

	private final Map<String, String> parameters;

	private SignatureInput(String text, List<String> components, Map<String, String> parameters) {
		this.text = text;
		this.components = components;
		this.parameters = parameters;
	}

	/**
	 * Read the member of a label.
	 * @param header the header
	 * @param label the label
	 * @return the member, or {@code null} where the header is malformed or has none
	 */
	static @Nullable SignatureInput read(String header, String label) {
		Map<String, SignatureInput> members = new HashMap<>();
		Matcher member = MEMBER.matcher(header);
		int end = 0;
		while (end < header.length()) {
			if (!member.find(end) || member.start() != end) {
				return null;
			}
			end = member.end();
			SignatureInput input = of(member);
			if (input == null || members.put(member.group(1), input) != null) {
				return null;
			}
		}
		return header.endsWith(",") ? null : members.get(label);
	}

	private static @Nullable SignatureInput of(Matcher member) {
		Map<String, String> parameters = new HashMap<>();
		Matcher parameter = PARAMETER.matcher(member.group(4));
		while (parameter.find()) {
			String value = (parameter.group(2) != null) ? unquoted(parameter.group(2)) : "?1";
			if (parameters.put(parameter.group(1), value) != null) {
				return null;
			}
		}
		List<String> components = new ArrayList<>();
		Matcher component = COMPONENT.matcher(member.group(3));
		while (component.find()) {
			components.add(component.group(1));
		}
		return new SignatureInput(member.group(2), List.copyOf(components), parameters);
	}

	private static String unquoted(String value) {
		return value.startsWith("\"") ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
	}

	/**
	 * Return the member's text.
	 * @return list and parameters, as they were sent
	 */
	String text() {
		return this.text;
	}

	List<String> components() {
		return this.components;
	}

	@Nullable String parameter(String name) {
		return this.parameters.get(name);
	}

	/**
	 * Return a parameter that is a time.
	 * @param name the parameter's name
	 * @return seconds since 1970, or {@code null} where there are none
	 */
	@Nullable Long seconds(String name) {
		String value = this.parameters.get(name);
		return (value != null && value.matches("[0-9]{1,12}")) ? Long.valueOf(value) : null;
	}

}
