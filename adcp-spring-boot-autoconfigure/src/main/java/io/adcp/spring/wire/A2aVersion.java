package io.adcp.spring.wire;

import java.util.Arrays;
import java.util.Optional;

/**
 * A version of A2A, the protocol between agents, and what is written differently in it.
 *
 * @since 0.1.0
 */
public enum A2aVersion {

	/** A2A 1.0, for which AdCP's profile is written. */
	V1_0("1.0", "SendMessage", "ROLE_USER", ""),

	/** A2A 0.3, whose parts and messages say of which kind they are. */
	V0_3("0.3", "message/send", "user", "\"kind\":\"data\",");

	/** The URI of AdCP's profile (AdCP 3.2, A2A profile extension v3). */
	public static final String PROFILE = "https://adcontextprotocol.org/extensions/adcp/v3";

	/** The header that names the version. */
	public static final String VERSION_HEADER = "A2A-Version";

	/** The header that names the extensions. */
	public static final String EXTENSIONS_HEADER = "A2A-Extensions";

	/** Where an agent's card is, below its address. */
	public static final String CARD_PATH = "/.well-known/agent-card.json";

	private final String number;

	private final String sendMethod;

	private final String userRole;

	private final String dataKind;

	A2aVersion(String number, String sendMethod, String userRole, String dataKind) {
		this.number = number;
		this.sendMethod = sendMethod;
		this.userRole = userRole;
		this.dataKind = dataKind;
	}

	/**
	 * Read a version. A third number does not count.
	 * @param text the version as a header or a card has it
	 * @return the version, or empty for one that is not known
	 */
	public static Optional<A2aVersion> find(String text) {
		String version = text.strip();
		return Arrays.stream(values())
			.filter((one) -> version.equals(one.number) || version.matches(one.number + "\\.\\d+"))
			.findFirst();
	}

	/**
	 * Return the method that sends a message.
	 * @return the method's name
	 */
	public String sendMethod() {
		return this.sendMethod;
	}

	/**
	 * Return the role of one who asks.
	 * @return the role of a message
	 */
	public String userRole() {
		return this.userRole;
	}

	/**
	 * Return what stands in a DataPart before its data.
	 * @return members of a JSON object, each with a comma behind it
	 */
	public String dataKind() {
		return this.dataKind;
	}

	/**
	 * Return the version as a header has it.
	 * @return major and minor, such as {@code 1.0}
	 */
	@Override
	public String toString() {
		return this.number;
	}

}
