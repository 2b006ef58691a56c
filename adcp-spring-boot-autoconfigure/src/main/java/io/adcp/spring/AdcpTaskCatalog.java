package io.adcp.spring;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import static io.adcp.spring.AdcpVersion.V3_0;
import static io.adcp.spring.AdcpVersion.V3_1;
import static io.adcp.spring.AdcpVersion.V3_2;

/**
 * What AdCP defines of its tasks: domain, whether they change state, the releases that
 * know them, and what each of these says of the {@code idempotency_key}. A test compares
 * it with the schemas of AdCP 3.0.26 and 3.1.19; 3.2 is as its manifest of 3.2.1 has it.
 *
 * @since 0.1.0
 */
public final class AdcpTaskCatalog {

	private static final List<AdcpVersion> RELEASES = List.of(V3_0, V3_1, V3_2);

	private static final Map<String, Definition> DEFINITIONS = new LinkedHashMap<>();

	static {
		defineKeyed();
		defineKeyable();
		defineReads();
		defineUnkeyedChanges();
	}

	private AdcpTaskCatalog() {
	}

	/**
	 * Find what is known of a task.
	 * @param task the task's name on the wire
	 * @return the definition, or empty for a task that AdCP does not define
	 */
	public static Optional<Definition> find(String task) {
		return Optional.ofNullable(DEFINITIONS.get(task));
	}

	/**
	 * Return whether AdCP requires a key on a task's requests in any release.
	 * @param task the task's name on the wire
	 * @return {@code true} for a keyed task, {@code false} for any other and for unknown
	 * ones
	 */
	public static boolean isKeyed(String task) {
		return find(task).map(Definition::keyed).orElse(false);
	}

	/**
	 * Return the protocol that a task belongs to, as AdCP's answers and webhooks name it.
	 * Accounts, the protocol's own tasks and those that AdCP does not define have no name
	 * there, and count with media buys.
	 * @param task the task's name on the wire
	 * @return the name, such as {@code media-buy}
	 */
	public static String protocolOf(String task) {
		return find(task).map(Definition::domain)
			.filter((domain) -> domain != Domain.ACCOUNT && domain != Domain.PROTOCOL)
			.orElse(Domain.MEDIA_BUY)
			.name()
			.toLowerCase(Locale.ROOT)
			.replace('_', '-');
	}

	/**
	 * Return all definitions.
	 * @return the definitions, not modifiable
	 */
	public static Collection<Definition> all() {
		return Collections.unmodifiableCollection(DEFINITIONS.values());
	}

	private static void defineKeyed() {
		keyed(AdcpTask.CREATE_MEDIA_BUY, Domain.MEDIA_BUY, V3_0);
		keyed(AdcpTask.UPDATE_MEDIA_BUY, Domain.MEDIA_BUY, V3_0);
		keyed(AdcpTask.BUILD_CREATIVE, Domain.MEDIA_BUY, V3_0);
		keyed(AdcpTask.LOG_EVENT, Domain.MEDIA_BUY, V3_0);
		keyed(AdcpTask.PROVIDE_PERFORMANCE_FEEDBACK, Domain.MEDIA_BUY, V3_0);
		keyed(AdcpTask.SYNC_AUDIENCES, Domain.MEDIA_BUY, V3_0);
		keyed(AdcpTask.SYNC_CATALOGS, Domain.MEDIA_BUY, V3_0);
		keyed(AdcpTask.SYNC_EVENT_SOURCES, Domain.MEDIA_BUY, V3_0);
		keyed(AdcpTask.SYNC_CREATIVES, Domain.CREATIVE, V3_0);
		keyed(AdcpTask.ACTIVATE_SIGNAL, Domain.SIGNALS, V3_0);
		keyed(AdcpTask.ACQUIRE_RIGHTS, Domain.BRAND, V3_0);
		keyed(AdcpTask.UPDATE_RIGHTS, Domain.BRAND, V3_0);
		define(AdcpTask.CREATIVE_APPROVAL, Domain.BRAND, true, Map.of(V3_0, Key.REQUIRED, V3_1, Key.REQUIRED));
		keyed(AdcpTask.SYNC_ACCOUNTS, Domain.ACCOUNT, V3_0);
		keyed(AdcpTask.SYNC_GOVERNANCE, Domain.ACCOUNT, V3_0);
		keyed(AdcpTask.REPORT_USAGE, Domain.ACCOUNT, V3_0);
		keyed(AdcpTask.SYNC_PLANS, Domain.GOVERNANCE, V3_0);
		keyed(AdcpTask.REPORT_PLAN_OUTCOME, Domain.GOVERNANCE, V3_0);
		keyed(AdcpTask.CREATE_PROPERTY_LIST, Domain.GOVERNANCE, V3_0);
		keyed(AdcpTask.UPDATE_PROPERTY_LIST, Domain.GOVERNANCE, V3_0);
		keyed(AdcpTask.DELETE_PROPERTY_LIST, Domain.GOVERNANCE, V3_0);
		keyed(AdcpTask.CREATE_COLLECTION_LIST, Domain.GOVERNANCE, V3_0);
		keyed(AdcpTask.UPDATE_COLLECTION_LIST, Domain.GOVERNANCE, V3_0);
		keyed(AdcpTask.DELETE_COLLECTION_LIST, Domain.GOVERNANCE, V3_0);
		keyed(AdcpTask.CREATE_CONTENT_STANDARDS, Domain.GOVERNANCE, V3_0);
		keyed(AdcpTask.UPDATE_CONTENT_STANDARDS, Domain.GOVERNANCE, V3_0);
		keyed(AdcpTask.CALIBRATE_CONTENT, Domain.GOVERNANCE, V3_0);
		keyed(AdcpTask.SI_INITIATE_SESSION, Domain.SPONSORED_INTELLIGENCE, V3_0);
		keyed(AdcpTask.SI_SEND_MESSAGE, Domain.SPONSORED_INTELLIGENCE, V3_0);
		keyed(AdcpTask.REQUEST_PROPOSALS, Domain.MEDIA_BUY, V3_2);
		keyed(AdcpTask.REFINE_PROPOSALS, Domain.MEDIA_BUY, V3_2);
		keyed(AdcpTask.DECLINE_PROPOSALS, Domain.MEDIA_BUY, V3_2);
		keyed(AdcpTask.ACCEPT_PROPOSAL, Domain.MEDIA_BUY, V3_2);
		keyed(AdcpTask.BUY_PRODUCTS, Domain.MEDIA_BUY, V3_2);
		keyed(AdcpTask.CONTROL_MEDIA_BUY, Domain.MEDIA_BUY, V3_2);
		keyed(AdcpTask.REPORT_PLAN_ADJUSTMENT, Domain.GOVERNANCE, V3_2);
		keyed(AdcpTask.SYNC_AGENT_NOTIFICATION_CONFIGS, Domain.PROTOCOL, V3_2);
		keyed(AdcpTask.SYNC_PRINCIPAL, Domain.PROTOCOL, V3_2);
		keyed(AdcpTask.SYNC_REPORTING_RECEIPTS, Domain.MEDIA_BUY, V3_2);
		keyed(AdcpTask.SYNC_REPORTING_STATUS, Domain.MEDIA_BUY, V3_2);
	}

	/** Tasks that took no key before AdCP 3.2, and do now where one is sent. */
	private static void defineKeyable() {
		define(AdcpTask.GET_PRODUCTS, Domain.MEDIA_BUY, true,
				Map.of(V3_0, Key.NONE, V3_1, Key.NONE, V3_2, Key.OPTIONAL));
		define(AdcpTask.GET_CREATIVE_FEATURES, Domain.CREATIVE, true,
				Map.of(V3_0, Key.NONE, V3_1, Key.NONE, V3_2, Key.OPTIONAL));
		define(AdcpTask.LIST_PRODUCTS, Domain.MEDIA_BUY, false, Map.of(V3_2, Key.OPTIONAL));
	}

	private static void defineReads() {
		read(AdcpTask.GET_ADCP_CAPABILITIES, Domain.PROTOCOL, V3_0);
		read(AdcpTask.GET_TASK_STATUS, Domain.PROTOCOL, V3_1);
		read(AdcpTask.LIST_TASKS, Domain.PROTOCOL, V3_1);
		read(AdcpTask.GET_MEDIA_BUYS, Domain.MEDIA_BUY, V3_0);
		read(AdcpTask.GET_MEDIA_BUY_DELIVERY, Domain.MEDIA_BUY, V3_0);
		read(AdcpTask.LIST_CREATIVE_FORMATS, Domain.MEDIA_BUY, V3_0);
		read(AdcpTask.VALIDATE_INPUT, Domain.CREATIVE, V3_1);
		read(AdcpTask.LIST_CREATIVES, Domain.CREATIVE, V3_0);
		read(AdcpTask.PREVIEW_CREATIVE, Domain.CREATIVE, V3_0);
		read(AdcpTask.GET_CREATIVE_DELIVERY, Domain.CREATIVE, V3_0);
		read(AdcpTask.LIST_TRANSFORMERS, Domain.CREATIVE, V3_1);
		read(AdcpTask.GET_SIGNALS, Domain.SIGNALS, V3_0);
		read(AdcpTask.LIST_ACCOUNTS, Domain.ACCOUNT, V3_0);
		read(AdcpTask.GET_ACCOUNT_FINANCIALS, Domain.ACCOUNT, V3_0);
		read(AdcpTask.CHECK_GOVERNANCE, Domain.GOVERNANCE, V3_0);
		read(AdcpTask.GET_PLAN_AUDIT_LOGS, Domain.GOVERNANCE, V3_0);
		read(AdcpTask.GET_PROPERTY_LIST, Domain.GOVERNANCE, V3_0);
		read(AdcpTask.LIST_PROPERTY_LISTS, Domain.GOVERNANCE, V3_0);
		read(AdcpTask.VALIDATE_PROPERTY_DELIVERY, Domain.GOVERNANCE, V3_0);
		read(AdcpTask.GET_COLLECTION_LIST, Domain.GOVERNANCE, V3_0);
		read(AdcpTask.LIST_COLLECTION_LISTS, Domain.GOVERNANCE, V3_0);
		read(AdcpTask.GET_CONTENT_STANDARDS, Domain.GOVERNANCE, V3_0);
		read(AdcpTask.LIST_CONTENT_STANDARDS, Domain.GOVERNANCE, V3_0);
		read(AdcpTask.GET_MEDIA_BUY_ARTIFACTS, Domain.GOVERNANCE, V3_0);
		read(AdcpTask.VALIDATE_CONTENT_DELIVERY, Domain.GOVERNANCE, V3_0);
		read(AdcpTask.GET_RIGHTS, Domain.BRAND, V3_0);
		read(AdcpTask.GET_BRAND_IDENTITY, Domain.BRAND, V3_0);
		read(AdcpTask.SEARCH_BRANDS, Domain.BRAND, V3_1);
		read(AdcpTask.SI_GET_OFFERING, Domain.SPONSORED_INTELLIGENCE, V3_0);
		read(AdcpTask.GET_PRINCIPAL, Domain.PROTOCOL, V3_2);
		read(AdcpTask.GET_REPORTING_STATUS, Domain.MEDIA_BUY, V3_2);
		read(AdcpTask.LIST_ACCOUNT_CHANGES, Domain.ACCOUNT, V3_2);
	}

	private static void defineUnkeyedChanges() {
		unkeyedChange(AdcpTask.VERIFY_BRAND_CLAIM, Domain.BRAND, V3_1);
		unkeyedChange(AdcpTask.VERIFY_BRAND_CLAIMS, Domain.BRAND, V3_1);
		unkeyedChange(AdcpTask.SI_TERMINATE_SESSION, Domain.SPONSORED_INTELLIGENCE, V3_0);
		unkeyedChange(AdcpTask.COMPLY_TEST_CONTROLLER, Domain.PROTOCOL, V3_0);
	}

	private static void keyed(String name, Domain domain, AdcpVersion since) {
		define(name, domain, true, from(since, Key.REQUIRED));
	}

	private static void read(String name, Domain domain, AdcpVersion since) {
		define(name, domain, false, from(since, Key.NONE));
	}

	private static void unkeyedChange(String name, Domain domain, AdcpVersion since) {
		define(name, domain, true, from(since, Key.NONE));
	}

	private static Map<AdcpVersion, Key> from(AdcpVersion since, Key key) {
		Map<AdcpVersion, Key> keys = new TreeMap<>();
		RELEASES.stream()
			.filter((release) -> release.compareTo(since) >= 0)
			.forEach((release) -> keys.put(release, key));
		return keys;
	}

	private static void define(String name, Domain domain, boolean changesState, Map<AdcpVersion, Key> keys) {
		DEFINITIONS.put(name, new Definition(name, domain, changesState, keys));
	}

	/**
	 * What is known of one task.
	 *
	 * @param name the name on the wire
	 * @param domain the part of AdCP that defines it
	 * @param changesState whether a call may change the seller's state
	 * @param keys what each release that knows the task says of the key
	 */
	public record Definition(String name, Domain domain, boolean changesState, Map<AdcpVersion, Key> keys) {

		public Definition {
			keys = Map.copyOf(keys);
		}

		/**
		 * Return whether a release requires an {@code idempotency_key} on the request.
		 * @return {@code true} for a keyed task
		 */
		public boolean keyed() {
			return this.keys.containsValue(Key.REQUIRED);
		}

		/**
		 * Return the releases that know the task.
		 * @return the releases
		 */
		public Set<AdcpVersion> versions() {
			return this.keys.keySet();
		}

	}

	/**
	 * What a release says of the key on a task's requests.
	 */
	public enum Key {

		/** The request must carry one. */
		REQUIRED,

		/** The request may carry one, and its schema says so. */
		OPTIONAL,

		/** The schema knows none. One that is sent all the same is no error. */
		NONE

	}

	/**
	 * The parts of AdCP.
	 */
	public enum Domain {

		/** What every agent answers. */
		PROTOCOL,

		/** Products, media buys, delivery. */
		MEDIA_BUY,

		/** Creatives. */
		CREATIVE,

		/** Signals. */
		SIGNALS,

		/** Brands and rights. */
		BRAND,

		/** Accounts. */
		ACCOUNT,

		/** Governance, lists and standards. */
		GOVERNANCE,

		/** Sponsored intelligence. */
		SPONSORED_INTELLIGENCE

	}

}
