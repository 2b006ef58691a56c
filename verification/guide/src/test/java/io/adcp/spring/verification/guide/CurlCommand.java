package io.adcp.spring.verification.guide;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command line of curl, carried out without it: not every machine has it.
 */
final class CurlCommand {

	private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

	private final HttpRequest.Builder request = HttpRequest.newBuilder();

	private URI address = URI.create("");

	private CurlCommand() {
	}

	static CurlCommand parse(String line) {
		List<String> words = new ArrayList<>();
		Matcher word = WORD.matcher(line);
		while (word.find()) {
			words.add((word.group(1) != null) ? word.group(1) : word.group(2));
		}
		CurlCommand command = new CurlCommand();
		command.read(words);
		return command;
	}

	private void read(List<String> words) {
		for (int i = 1; i < words.size(); i++) {
			switch (words.get(i)) {
				case "-s" -> {
				}
				case "-H" -> header(words.get(++i));
				case "-u" -> this.request.header("Authorization",
						"Basic " + Base64.getEncoder().encodeToString(words.get(++i).getBytes(StandardCharsets.UTF_8)));
				case "-d" -> this.request.POST(HttpRequest.BodyPublishers.ofString(words.get(++i).strip()));
				default -> this.address = URI.create(words.get(i));
			}
		}
	}

	private void header(String header) {
		String[] parts = header.split(": ", 2);
		this.request.header(parts[0], parts[1]);
	}

	/**
	 * Send it to where the application really listens.
	 * @param port the port
	 * @return the answer
	 */
	HttpResponse<String> send(int port) throws IOException, InterruptedException {
		return HttpClient.newHttpClient()
			.send(this.request.copy().uri(URI.create("http://127.0.0.1:" + port + this.address.getPath())).build(),
					HttpResponse.BodyHandlers.ofString());
	}

}
