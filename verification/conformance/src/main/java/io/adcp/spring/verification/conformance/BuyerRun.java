package io.adcp.spring.verification.conformance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import io.adcp.spring.client.AdcpTransport;
import io.adcp.spring.client.a2a.A2aTransport;
import io.adcp.spring.client.mcp.McpTransport;
import io.adcp.spring.verification.harness.Run;

/**
 * Lets the buyer's client buy from a seller made with the SDK for TypeScript, over MCP
 * without sessions and with, and over A2A 0.3 and 1.0, and hear of the end of a task by
 * webhook. Started by the Maven profile {@code conformance} with the seller's script, the
 * folder of the SDK's {@code package.json}, and the folder to work in.
 */
final class BuyerRun {

	private static final Duration LIMIT = Duration.ofMinutes(10);

	private BuyerRun() {
	}

	/** Exits with 0 if everything has passed. */
	public static void main(String[] arguments) {
		Run.main(() -> run(path(arguments[0]), path(arguments[1]), path(arguments[2])));
	}

	private static Path path(String argument) {
		return Path.of(argument).toAbsolutePath().normalize();
	}

	private static boolean run(Path script, Path npmSource, Path work) throws IOException, InterruptedException {
		Deadline deadline = Deadline.after(LIMIT);
		NpmPackage sdk = NpmPackage.install(npmSource, work.resolve("npm"), work.resolve("npm.log"), deadline);
		ConformanceReport report = new ConformanceReport(System.out);
		report.heading("The buyer's client and a seller made with the SDK for TypeScript");
		try (TypeScriptSeller seller = TypeScriptSeller.start(script, sdk, work.resolve("typescript"), deadline)) {
			report.add(new BuyerExamination(seller, mcp(seller.withoutSessions())).run("buyer, MCP without sessions"));
			report.add(new BuyerExamination(seller, mcp(seller.withSessions())).run("buyer, MCP with sessions"));
			report.add(new BuyerExamination(seller, a2a(seller.overA2a03())).run("buyer, A2A 0.3"));
			report.add(new BuyerExamination(seller, a2a(seller.overA2a10())).run("buyer, A2A 1.0"));
			report.add(new WebhookExamination(seller).run("buyer, webhooks"));
		}
		return report.close();
	}

	private static AdcpTransport mcp(URI endpoint) {
		return McpTransport.builder(endpoint).build();
	}

	private static AdcpTransport a2a(URI endpoint) {
		return A2aTransport.builder(endpoint).build();
	}

}
