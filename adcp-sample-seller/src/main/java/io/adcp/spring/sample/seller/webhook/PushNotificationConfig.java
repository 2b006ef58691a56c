package io.adcp.spring.sample.seller.webhook;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a buyer wants to be told that its task has ended. A URL that cannot be
 * called is no reason to refuse the task: the webhook is refused later, on its own.
 *
 * @param url the address to post to
 * @param token a word to repeat in the webhook's body, or {@code null}
 * @param authentication how to authenticate to the receiver, or {@code null}
 */
public record PushNotificationConfig(@NotBlank @Size(max = 4000) String url, @Nullable @Size(max = 1000) String token,
		@Nullable @Valid Authentication authentication) {

	@Override
	public String toString() {
		return "PushNotificationConfig[...]";
	}

	/**
	 * How to authenticate.
	 *
	 * @param schemes one scheme, {@code Bearer} or {@code HMAC-SHA256}
	 * @param credentials the token, or the shared secret
	 */
	public record Authentication(
			@NotNull @Size(min = 1, max = 1) List<@NotNull @Pattern(regexp = "Bearer|HMAC-SHA256") String> schemes,
			@NotNull @Size(min = 32, max = 4000) String credentials) {

		@Override
		public String toString() {
			return "Authentication[...]";
		}

	}

}
