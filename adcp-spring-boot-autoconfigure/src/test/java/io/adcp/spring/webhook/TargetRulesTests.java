package io.adcp.spring.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where webhooks may go (AdCP 3.2, webhook URL safety).
 */
class TargetRulesTests {

	private final TargetRules rules = new TargetRules(false);

	@ParameterizedTest
	@ValueSource(strings = { "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1",
			"100.127.255.255", "127.0.0.1", "127.9.9.9", "169.254.169.254", "0.0.0.0", "0.1.2.3", "224.0.0.1",
			"239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:127.0.0.1",
			"::ffff:10.0.0.1", "fc00::1", "fd00::1", "fd00:ec2::254", "fe80::1", "febf::1", "fec0::1", "ff02::1",
			"64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::", "::ffff:0:127.0.0.1", "192.0.0.8",
			"198.18.0.1" })
	void refusesAddressesThatAreNotPublic(String address) throws UnknownHostException {
		assertThat(this.rules.allows(InetAddress.getByName(address))).isFalse();
		assertThat(new TargetRules(true).allows(InetAddress.getByName(address))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255",
			"192.169.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255",
			"169.255.0.0", "1.0.0.0", "223.255.255.255", "8.8.8.8", "2606:4700::1111", "64:ff9b::8.8.8.8",
			"fbff:ffff::1", "2001:4860:4860::8888" })
	void allowsTheirNeighbours(String address) throws UnknownHostException {
		assertThat(this.rules.allows(InetAddress.getByName(address))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://buyer.example/", "ftp://buyer.example/", "https:///path", "https://",
			"buyer.example", "/hooks", "https://user:pass@buyer.example/", "https://buyer.example:0/",
			"https://buyer.example:70000/", "https://buyer.example/a b", "https://buyer..example/",
			"https://[fe80::1%25eth0]/", "https://fa\u00df.de/", "javascript:alert(1)", "mailto:a@b.example",
			"https://buyer.example/%zz" })
	void refusesUrlsThatCannotBeSentTo(String url) {
		assertThat(this.rules.allowsUrl(url)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://buyer.example", "HTTPS://Buyer.Example:8443/hooks?op=1", "https://192.0.2.1/",
			"https://[2606:4700::1111]/", "https://xn--fa-hia.de/" })
	void allowsTheRest(String url) {
		assertThat(this.rules.allowsUrl(url)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://127.0.0.1:8080/", "https://buyer.example/" })
	void allowsPlainHttpWhereTestSetUpsAskForIt(String url) {
		assertThat(new TargetRules(true).allowsUrl(url)).isTrue();
	}

}
