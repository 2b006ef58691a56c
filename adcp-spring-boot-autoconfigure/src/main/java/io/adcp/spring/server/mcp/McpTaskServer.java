package io.adcp.spring.server.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.adcp.spring.server.AgentResolver;
import io.adcp.spring.server.TaskAnswer;
import io.adcp.spring.server.TaskDispatcher;
import io.adcp.spring.server.WireRequest;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.server.transport.DefaultServerTransportSecurityValidator;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.server.transport.ServerTransportSecurityValidator;
import io.modelcontextprotocol.spec.McpSchema;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;

import tools.jackson.databind.util.RawValue;

/**
 * Serves tasks as tools of a stateless MCP server: no session, so any node answers any
 * call.
 *
 * @since 0.1.0
 */
public final class McpTaskServer implements AutoCloseable {

	private static final String REQUEST = "adcp.request";

	private static final String AGENT = "adcp.agent";

	private static final String NO_AGENT = "adcp.no-agent";

	private final TaskDispatcher dispatcher;

	private final HttpServletStatelessServerTransport transport;

	private final McpStatelessSyncServer server;

	/**
	 * Create a server.
	 * @param dispatcher answers the tasks
	 * @param agents tells who calls
	 * @param mapper reads and writes the protocol's own messages
	 * @param settings the server's settings
	 */
	public McpTaskServer(TaskDispatcher dispatcher, AgentResolver agents, McpJsonMapper mapper, Settings settings) {
		this.dispatcher = dispatcher;
		McpJsonMapper quiet = new QuietJsonMapper(mapper);
		this.transport = HttpServletStatelessServerTransport.builder()
			.jsonMapper(quiet)
			.messageEndpoint(settings.path())
			.maxRequestSize(settings.maxRequestSize())
			.securityValidator(validator(settings))
			.contextExtractor((request) -> context(request, agents))
			.build();
		this.server = McpServer.sync(this.transport)
			.jsonMapper(quiet)
			.serverInfo(settings.name(), settings.version())
			.capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
			// On the servlet's own thread: transactions are bound to it.
			.immediateExecution(true)
			// The handlers validate, and answer with AdCP errors.
			.validateToolInputs(false)
			.tools(dispatcher.tasks().stream().map(this::tool).toList())
			.build();
	}

	/**
	 * Return the servlet that answers.
	 * @return the servlet, to be mapped to the path of the settings
	 */
	public HttpServlet servlet() {
		return this.transport;
	}

	@Override
	public void close() {
		this.server.close();
	}

	private SyncToolSpecification tool(String task) {
		McpSchema.Tool tool = McpSchema.Tool.builder()
			.name(task)
			.description("AdCP task " + task)
			.inputSchema(Map.of("type", "object", "additionalProperties", true))
			.build();
		return SyncToolSpecification.builder()
			.tool(tool)
			.callHandler((context, request) -> answer(task, context))
			.build();
	}

	private McpSchema.CallToolResult answer(String task, McpTransportContext context) {
		WireRequest request = (WireRequest) Objects.requireNonNull(context.get(REQUEST));
		TaskAnswer answer = (context.get(NO_AGENT) instanceof RuntimeException failure)
				? this.dispatcher.refuse(task, request, failure)
				: this.dispatcher.dispatch(task, request, (String) context.get(AGENT));
		return McpSchema.CallToolResult.builder()
			.structuredContent(new RawValue(answer.body()))
			.addTextContent(answer.body())
			.isError(answer.error())
			.build();
	}

	private static McpTransportContext context(HttpServletRequest request, AgentResolver agents) {
		Map<String, Object> context = new LinkedHashMap<>();
		if (request instanceof McpHttpRequest parsed && parsed.message().isToolCall()) {
			context.put(REQUEST, parsed.message().arguments());
		}
		try {
			String agent = agents.resolve(request.getUserPrincipal());
			if (agent != null) {
				context.put(AGENT, agent);
			}
		}
		catch (RuntimeException ex) {
			// Thrown here, it would be the SDK's, which answers with its text.
			context.put(NO_AGENT, ex);
		}
		return McpTransportContext.create(context);
	}

	private static ServerTransportSecurityValidator validator(Settings settings) {
		return DefaultServerTransportSecurityValidator.builder()
			.allowedHosts(settings.allowedHosts())
			.allowedOrigins(settings.allowedOrigins())
			.build();
	}

	/**
	 * The settings of a server.
	 *
	 * @param path the path that it answers on
	 * @param name the name that it tells
	 * @param version the version that it tells
	 * @param maxRequestSize the largest request, in bytes
	 * @param allowedHosts the {@code Host} headers that are answered; all where empty
	 * @param allowedOrigins the {@code Origin} headers that are answered; none where
	 * empty
	 */
	public record Settings(String path, String name, String version, int maxRequestSize, List<String> allowedHosts,
			List<String> allowedOrigins) {

	}

}
