package io.adcp.spring.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.adcp.spring.signature.MessageSigner;

/**
 * Where webhooks may go: addresses that strangers have chosen must not lead into the
 * seller's own network (AdCP 3.2, webhook URL safety).
 */
final class TargetRules {

	// AdCP's list, and what IANA has reserved besides. The JDK turns IPv4 that is mapped
	// into IPv6 into IPv4.
	private static final List<Range> REFUSED = Stream
		.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
				"192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4", "::/96",
				"::ffff:0:0:0/96", "64:ff9b:1::/48", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8")
		.map(Range::parse)
		.toList();

	private static final Range NAT64 = Range.parse("64:ff9b::/96");

	private final boolean insecure;

	TargetRules(boolean insecure) {
		this.insecure = insecure;
	}

	/**
	 * Tell whether a URL can be sent to, before its host is resolved.
	 * @param url the URL
	 * @return whether it can
	 */
	boolean allowsUrl(String url) {
		try {
			URI uri = new URI(url);
			boolean scheme = "https".equalsIgnoreCase(uri.getScheme())
					|| (this.insecure && "http".equalsIgnoreCase(uri.getScheme()));
			return scheme && uri.getHost() != null && uri.getRawUserInfo() == null && !uri.getHost().contains("%")
					&& uri.getPort() <= 0xffff && uri.getPort() != 0 && MessageSigner.isSignable(url);
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	/**
	 * Tell whether an address may be connected to.
	 * @param address the address that a host was resolved to
	 * @return whether it may
	 */
	boolean allows(InetAddress address) {
		byte[] bytes = address.getAddress();
		return this.insecure || isPublic(NAT64.contains(bytes) ? Arrays.copyOfRange(bytes, 12, 16) : bytes);
	}

	private static boolean isPublic(byte[] address) {
		return REFUSED.stream().noneMatch((range) -> range.contains(address));
	}

	/**
	 * A range of addresses.
	 *
	 * @param network its first address
	 * @param bits how many bits all its addresses have in common
	 */
	@SuppressWarnings("ArrayRecordComponent")
	private record Range(byte[] network, int bits) {

		static Range parse(String text) {
			int slash = text.indexOf('/');
			try {
				return new Range(InetAddress.getByName(text.substring(0, slash)).getAddress(),
						Integer.parseInt(text.substring(slash + 1)));
			}
			catch (UnknownHostException ex) {
				throw new IllegalArgumentException(ex);
			}
		}

		boolean contains(byte[] address) {
			if (address.length != this.network.length) {
				return false;
			}
			for (int bit = 0; bit < this.bits; bit++) {
				int mask = 0x80 >> (bit % 8);
				if (((address[bit / 8] ^ this.network[bit / 8]) & mask) != 0) {
					return false;
				}
			}
			return true;
		}

	}

}
