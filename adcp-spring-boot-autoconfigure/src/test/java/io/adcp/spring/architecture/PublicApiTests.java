package io.adcp.spring.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lists what an application may use. What is public and not here is public by mistake.
 */
class PublicApiTests {

	/** One entry for each package; the packages without one are not checked yet. */
	static final List<PublicTypes> packages = List.of(

			new PublicTypes("client", """
					AdcpAnswer
					AdcpCall
					AdcpCallBook
					AdcpCallBook.Settlement
					AdcpCallBook.Unsettled
					AdcpClient
					AdcpClientBuilder
					AdcpClientListener
					AdcpClients
					AdcpInputRequiredException
					AdcpReader
					AdcpRequest
					AdcpResult
					AdcpTaskUnfinishedException
					AdcpTokenSupplier
					AdcpTransport
					AdcpTransportException
					AdcpUnknownOutcomeException
					AdcpUnreadableResultException
					CallEnd
					CallKey
					CallOutcomes
					CustomTask
					Followed
					IdempotencyKeyScope
					MisdirectedCallException
					PushNotifications
					ReactiveAdcpClient
					ReactiveAdcpRequest
					Reconciliation
					Reconciliation.Verdict
					ResumedCalls
					SellerResults
					""", "IdempotencyKeyScopeAccessor"),

			new PublicTypes("client.jsonrpc", """
					JsonRpcTransportBuilder
					""", """
					JsonRpcEndpoint
					JsonRpcExchange
					JsonRpcFaults
					JsonRpcRefusal
					JsonRpcResponse
					RetryAfter
					"""),

			new PublicTypes("client.task", """
					FollowPolicy
					TaskUpdate
					TaskUpdates
					""", ""),

			new PublicTypes("client.book", """
					JdbcCallBook
					WebhookMemory
					""", ""),

			new PublicTypes("client.webhook", """
					AdcpWebhook
					BrandJwks
					BrandJwks.Download
					HmacWebhookSource
					JwksKeys
					WebhookAnswer
					WebhookEvent
					WebhookListener
					WebhookReceiver
					WebhookRefusedException
					WebhookRequest
					WebhookSource
					""", ""),

			new PublicTypes("client.mcp", """
					McpTransport
					McpTransportBuilder
					""", ""),

			new PublicTypes("task", """
					AdcpSubmitted
					AdcpTaskRun
					AdcpTasks
					AdcpWork
					TaskEndedException
					TaskListener
					TaskQueries
					TaskRecord
					TaskState
					UnknownTaskException
					""", """
					StoredTask
					TaskPage
					TaskQuery
					TaskQuery.Order
					TaskStore
					TaskStore.Start
					TaskWork
					WorkMethods
					"""),

			new PublicTypes("task.jdbc", "", """
					JdbcTaskStore
					"""),

			new PublicTypes("work", """
					WorkHandler
					WorkQueue
					""", ""),

			new PublicTypes("work.jdbc", "", """
					JdbcWorkQueue
					WorkEngine
					WorkSettings
					WorkTable
					"""),

			new PublicTypes("downstream", """
					AdcpClaim
					AdcpClaim.Work
					CallJournal
					CallRefusedException
					Downstream
					DownstreamCalls
					NotedCall
					ThreadedKey
					UnknownCallOutcomeException
					""", """
					OpenClaims
					"""),

			new PublicTypes("signature", """
					InvalidSignatureException
					MessageSigner
					MessageVerifier
					Nonces
					SignatureAlgorithm
					SignatureProfile
					SignedMessage
					SigningKey
					VerificationKey
					VerificationKeys
					VerificationKeys.Revocation
					""", ""),

			new PublicTypes("webhook", """
					WebhookKeys
					""", """
					TaskWebhooks
					WebhookDelivery
					WebhookGauges
					WebhookRow
					WebhookSettings
					WebhookState
					WebhookStore
					"""),

			new PublicTypes("client.a2a", """
					A2aTransport
					A2aTransportBuilder
					""", ""),

			new PublicTypes("server.jsonrpc", "", """
					AllowedCallers
					JsonRpcAnswer
					JsonRpcHttpHandler
					JsonRpcMessage
					JsonRpcServer
					JsonRpcServer.Headers
					"""),

			new PublicTypes("server.a2a", "", """
					A2aHttpHandler
					A2aHttpHandler.Settings
					AgentCardHttpHandler
					AgentCardHttpHandler.Address
					"""));

	private static final JavaClasses production = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.adcp.spring");

	@ParameterizedTest
	@FieldSource("packages")
	void publicTypesAreListed(PublicTypes types) {
		Set<String> found = types.find();
		assertThat(found).as("types in this list of '%s' that are no longer public: take them off", types.name())
			.containsAll(types.all());
		assertThat(types.all())
			.as("public types of '%s' that are not listed: make them package-private, or list them here as a promise "
					+ "to applications", types.name())
			.containsAll(found);
	}

	@ParameterizedTest
	@FieldSource("packages")
	void thePackageSaysWhatIsNoApi(PublicTypes types) throws IOException {
		String javadoc = Files.readString(types.packageInfo());
		assertThat(types.noApi()).as("types that package-info.java of '%s' names as no API", types.name())
			.allMatch((type) -> javadoc.contains("{@code " + type + "}"));
	}

	@Test
	void theTypesOfTheTestKitAreListed() {
		assertThat(new ClassFileImporter().importPackages("io.adcp.spring.test")
			.stream()
			.filter(PublicTypes::isAccessible)
			.map(JavaClass::getSimpleName)).containsExactlyInAnyOrder("AutoConfigureAdcpSeller", "ReceivedCall",
					"ReceivedCallsAssert", "SellerScript", "SellerTask", "TestSeller", "TestSellerAssert");
	}

	/**
	 * The public types of a package.
	 *
	 * @param name the package, without {@code io.adcp.spring}
	 * @param listed what an application may use, one a line; a nested type as
	 * {@code Outer.Nested}
	 * @param unlisted what is public only because Java requires it, one a line
	 */
	record PublicTypes(String name, String listed, String unlisted) {

		Set<String> all() {
			return Stream.concat(this.listed.lines(), this.unlisted.lines()).collect(Collectors.toSet());
		}

		Set<String> noApi() {
			return this.unlisted.lines().collect(Collectors.toSet());
		}

		Set<String> find() {
			return production.stream()
				.filter((type) -> type.getPackageName().equals("io.adcp.spring." + this.name) && isAccessible(type))
				.map((type) -> type.getName().substring(type.getPackageName().length() + 1).replace('$', '.'))
				.collect(Collectors.toSet());
		}

		Path packageInfo() {
			return Path.of("src/main/java/io/adcp/spring", this.name.replace('.', '/'), "package-info.java");
		}

		private static boolean isAccessible(JavaClass type) {
			Optional<JavaClass> outer = type.getEnclosingClass();
			return type.getModifiers().contains(JavaModifier.PUBLIC) && !type.getSimpleName().equals("package-info")
					&& !type.isAnonymousClass() && outer.map(PublicTypes::isAccessible).orElse(true);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
