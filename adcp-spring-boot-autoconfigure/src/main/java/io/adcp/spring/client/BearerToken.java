package io.adcp.spring.client;

import org.springframework.util.Assert;

/**
 * What a token must look like for HTTP to carry it. Checked before it is sent, since the
 * libraries that find out later quote it.
 */
final class BearerToken {

	private BearerToken() {
	}

	static boolean isSendable(String token) {
		return token.chars().allMatch((character) -> character > ' ' && character <= '~');
	}

	static String check(String token) {
		Assert.isTrue(isSendable(token), "The token has a space, a line break or another character that no bearer "
				+ "token has; a line break often comes from the end of the file it was read from");
		return token;
	}

}
