package io.adcp.spring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.jdbc.LedgerDatabase;
import io.adcp.spring.idempotency.jdbc.LedgerTable;
import io.adcp.spring.server.ServedVersions;
import io.adcp.spring.server.TaskDispatcher;
import io.adcp.spring.server.web.RestMethodCheck;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.util.ClassUtils;

/**
 * Writes one line at the start of a seller: its tasks, where they are served, and where
 * the records are kept. Warns where no call could have a principal.
 */
class SellerStartLog implements ApplicationListener<ContextRefreshedEvent> {

	private static final String MCP = "adcpMcpHandlerMapping";

	private static final String A2A = "adcpA2aHandlerMapping";

	private static final String DEFAULT_AGENTS = "adcpAgentResolver";

	/** Whatever may authenticate is one of these, or a filter of the application's. */
	private static final List<String> AUTHENTICATION = List.of("org.springframework.security.web.SecurityFilterChain",
			"jakarta.servlet.Filter");

	private static final Log logger = LogFactory.getLog(SellerStartLog.class);

	private final ApplicationContext context;

	SellerStartLog(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (event.getApplicationContext() != this.context) {
			return;
		}
		logger.info("AdCP seller: " + tasks() + " " + transports() + "; AdCP " + releases() + "; " + records());
		if (isServed() && this.context.containsBean(DEFAULT_AGENTS) && !authenticates()) {
			logger.warn("Nothing here authenticates callers: there is neither a SecurityFilterChain nor a filter of "
					+ "the application's own. A call without a principal is refused where its task needs a key. Add "
					+ "spring-boot-starter-security, or define a bean of type AgentResolver.");
		}
	}

	private String tasks() {
		return String.join(", ", new TreeSet<>(this.context.getBean(TaskDispatcher.class).tasks()));
	}

	private String transports() {
		AdcpServerProperties properties = this.context.getBean(AdcpServerProperties.class);
		List<String> transports = new ArrayList<>();
		if (this.context.containsBean(MCP)) {
			transports.add("MCP at " + properties.getMcp().getPath());
		}
		if (this.context.containsBean(A2A)) {
			transports.add("A2A at " + properties.getA2a().getPath());
		}
		this.context.getBeanProvider(RestMethodCheck.class)
			.ifAvailable((check) -> check.requests().forEach((request) -> transports.add("REST at " + request)));
		return transports.isEmpty() ? "over no transport" : "over " + String.join(", ", transports);
	}

	private boolean isServed() {
		return this.context.containsBean(MCP) || this.context.containsBean(A2A);
	}

	private String releases() {
		return String.join(", ",
				this.context.getBean(ServedVersions.class).releases().stream().map(Object::toString).toList());
	}

	private String records() {
		return "records in " + backend() + ", replayed for "
				+ hours(this.context.getBean(AdcpIdempotencyProperties.class).getTtl());
	}

	private String backend() {
		IdempotencyBackend backend = this.context.getBeanProvider(IdempotencyBackend.class).getIfUnique();
		LedgerTable table = this.context.getBeanProvider(LedgerTable.class).getIfAvailable();
		if (backend == null || table == null) {
			return (backend != null) ? backend.name() : "a store of the application's own";
		}
		return backend.name() + " (" + LedgerDatabase.of(this.context.getBean(DataSource.class)) + ", "
				+ table.qualifiedName() + ")";
	}

	private static String hours(Duration time) {
		return time.equals(Duration.ofHours(time.toHours())) ? time.toHours() + " h" : time.toString();
	}

	private boolean authenticates() {
		return AUTHENTICATION.stream().flatMap(this::beansOf).anyMatch((bean) -> !isOfSpringsOwn(bean));
	}

	private Stream<String> beansOf(String type) {
		ClassLoader loader = this.context.getClassLoader();
		return ClassUtils.isPresent(type, loader)
				? Stream.of(this.context.getBeanNamesForType(ClassUtils.resolveClassName(type, loader)))
				: Stream.empty();
	}

	// Such as the filter that sets the encoding
	private boolean isOfSpringsOwn(String bean) {
		Class<?> type = this.context.getType(bean, false);
		return type != null && type.getName().startsWith("org.springframework.boot.");
	}

}
