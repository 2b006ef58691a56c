package io.adcp.spring.server.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.adcp.spring.idempotency.IdempotentResponse;
import io.adcp.spring.server.AdcpExchange;
import io.adcp.spring.server.AgentResolver;
import io.adcp.spring.server.Answers;
import io.adcp.spring.server.ExchangeFactory;
import io.adcp.spring.server.ResponseCodec;
import io.adcp.spring.server.StoredResponse;
import io.adcp.spring.server.WireRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.web.accept.ContentNegotiationManager;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.HandlerAdapter;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Serves the requests to the methods of {@link RestTasks}. All that differs from other
 * methods of REST controllers happens here, around Spring MVC's own adapter: the request
 * is read and refused before it, and the answer is sent behind it.
 *
 * @since 0.1.0
 */
public final class RestHandlerAdapter implements HandlerAdapter, Ordered {

	/** The header that tells a replay, beside the envelope's {@code replayed}. */
	public static final String REPLAYED = "Idempotency-Replayed";

	private final RestTasks tasks;

	private final RequestMappingHandlerAdapter delegate;

	private final ExchangeFactory exchanges;

	private final ResponseCodec codec;

	private final AgentResolver agents;

	private final RestRequestReader reader;

	private final RestMediaTypes mediaTypes;

	private final RestRenderer renderer;

	private final Answers answers;

	private RestHandlerAdapter(RestTasks tasks, RequestMappingHandlerAdapter delegate, RestRenderer renderer,
			Settings settings) {
		this.tasks = tasks;
		this.delegate = delegate;
		this.renderer = renderer;
		this.exchanges = settings.exchanges();
		this.answers = settings.exchanges().answers();
		this.codec = settings.codec();
		this.agents = settings.agents();
		this.reader = new RestRequestReader(settings.maxRequestSize());
		this.mediaTypes = new RestMediaTypes(settings.negotiation(), delegate.getMessageConverters());
	}

	/**
	 * Create an adapter around Spring MVC's, which from then on leaves the answers of our
	 * methods, and of no others, to it.
	 * @param delegate Spring MVC's adapter
	 * @param tasks tells our methods from others
	 * @param settings what else is needed
	 * @return the adapter
	 */
	public static RestHandlerAdapter around(RequestMappingHandlerAdapter delegate, RestTasks tasks, Settings settings) {
		List<HandlerMethodReturnValueHandler> others = delegate.getReturnValueHandlers();
		if (others == null) {
			throw new IllegalStateException("Spring MVC's handler adapter has not been initialized");
		}
		RestRenderer renderer = new RestRenderer(others);
		List<HandlerMethodReturnValueHandler> all = new ArrayList<>(others);
		all.add(0, new RestReturnValueHandler(tasks, renderer, others));
		delegate.setReturnValueHandlers(all);
		CallArguments.addTo(delegate);
		return new RestHandlerAdapter(tasks, delegate, renderer, settings);
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public boolean supports(Object handler) {
		return this.tasks.find(handler) != null;
	}

	@Override
	public @Nullable ModelAndView handle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws Exception {
		RestCall resumed = RestCall.resumed(request);
		RestCall call = (resumed != null) ? resumed : begin(request, response, (HandlerMethod) handler);
		try (AdcpExchange.Binding binding = call.exchange().bind()) {
			this.delegate.handle((resumed != null) ? request : call.request(), response, handler);
			if (!request.isAsyncStarted()) {
				call.exchange().requireAnswer(call.task().idempotent());
				send(call, response);
			}
		}
		catch (FailedResponseException ex) {
			write(ex.answer(), response);
		}
		return null;
	}

	private RestCall begin(HttpServletRequest request, HttpServletResponse response, HandlerMethod method)
			throws Exception {
		RestTask task = Objects.requireNonNull(this.tasks.find(method));
		this.mediaTypes.check(request, method, task);
		byte[] body = this.reader.body(request);
		RestCall call = new RestCall(task, method, new CachedBodyRequest(request, body), response);
		call.attach();
		WireRequest wire = this.reader.read(request, body, task);
		AdcpExchange exchange = this.exchanges.create(call.taskName(), wire,
				this.agents.resolve(request.getUserPrincipal()),
				new RestResponseFormat(call, this.renderer, this.codec));
		call.begin(exchange);
		if (task.needsKey() || (task.idempotent() && exchange.hasKey())) {
			exchange.agent();
			exchange.requireKey();
		}
		return call;
	}

	private void send(RestCall call, HttpServletResponse response) throws IOException {
		StoredResponse answer = call.answer();
		if (answer == null) {
			return;
		}
		if (call.isReplay()) {
			response.setHeader(REPLAYED, "true");
		}
		write((call.task().isAdcp() && !answer.isError()) ? enveloped(call, answer) : answer, response);
	}

	private StoredResponse enveloped(RestCall call, StoredResponse answer) {
		String inner = this.codec.requireSuccess(answer.body());
		String body = this.answers.success(call.exchange(), new IdempotentResponse(inner, call.isReplay())).body();
		return new StoredResponse(answer.status(), answer.headers(), body, false);
	}

	private static void write(StoredResponse answer, HttpServletResponse response) throws IOException {
		response.setStatus(answer.status());
		answer.headers().forEach((name, values) -> {
			response.setHeader(name, values.get(0));
			values.stream().skip(1).forEach((value) -> response.addHeader(name, value));
		});
		byte[] body = answer.bytes();
		if (body.length > 0) {
			response.getOutputStream().write(body);
		}
	}

	/**
	 * What an adapter needs beside Spring MVC's.
	 *
	 * @param exchanges makes the exchanges
	 * @param codec looks at the answers of AdCP's tasks
	 * @param agents tells who calls
	 * @param negotiation tells what callers accept
	 * @param maxRequestSize the largest body that is read, in bytes
	 */
	public record Settings(ExchangeFactory exchanges, ResponseCodec codec, AgentResolver agents,
			ContentNegotiationManager negotiation, int maxRequestSize) {

	}

}
