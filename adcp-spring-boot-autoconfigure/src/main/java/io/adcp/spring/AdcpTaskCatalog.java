package io.adcp.spring;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What AdCP defines of its tasks: domain, whether the request carries an
 * {@code idempotency_key}, and the versions that know the task (AdCP 3.0, 3.1 and
 * 3.2-beta).
 *
 * @since 0.1.0
 */
public final class AdcpTaskCatalog {

	private static final Set<Version> SINCE_3_0 = Collections.unmodifiableSet(EnumSet.allOf(Version.class));

	private static final Set<Version> UNTIL_3_1 = Collections
		.unmodifiableSet(EnumSet.range(Version.V3_0, Version.V3_1));

	private static final Set<Version> SINCE_3_2 = Collections.unmodifiableSet(EnumSet.of(Version.V3_2_BETA));

	private static final Map<String, Definition> DEFINITIONS = new LinkedHashMap<>();

	static {
		defineKeyed();
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
	 * Return whether AdCP requires a key on a task's requests in any version.
	 * @param task the task's name on the wire
	 * @return {@code true} for a keyed task, {@code false} for any other and for unknown
	 * ones
	 */
	public static boolean isKeyed(String task) {
		return find(task).map(Definition::keyed).orElse(false);
	}

	/**
	 * Return all definitions.
	 * @return the definitions, not modifiable
	 */
	public static Collection<Definition> all() {
		return Collections.unmodifiableCollection(DEFINITIONS.values());
	}

	private static void defineKeyed() {
		define(AdcpTask.CREATE_MEDIA_BUY, Domain.MEDIA_BUY, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.UPDATE_MEDIA_BUY, Domain.MEDIA_BUY, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.BUILD_CREATIVE, Domain.MEDIA_BUY, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.LOG_EVENT, Domain.MEDIA_BUY, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.PROVIDE_PERFORMANCE_FEEDBACK, Domain.MEDIA_BUY, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.SYNC_AUDIENCES, Domain.MEDIA_BUY, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.SYNC_CATALOGS, Domain.MEDIA_BUY, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.SYNC_EVENT_SOURCES, Domain.MEDIA_BUY, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.SYNC_CREATIVES, Domain.CREATIVE, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.ACTIVATE_SIGNAL, Domain.SIGNALS, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.ACQUIRE_RIGHTS, Domain.BRAND, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.UPDATE_RIGHTS, Domain.BRAND, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.CREATIVE_APPROVAL, Domain.BRAND, Kind.KEYED, UNTIL_3_1);
		define(AdcpTask.SYNC_ACCOUNTS, Domain.ACCOUNT, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.SYNC_GOVERNANCE, Domain.ACCOUNT, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.REPORT_USAGE, Domain.ACCOUNT, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.SYNC_PLANS, Domain.GOVERNANCE, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.REPORT_PLAN_OUTCOME, Domain.GOVERNANCE, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.CREATE_PROPERTY_LIST, Domain.GOVERNANCE, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.UPDATE_PROPERTY_LIST, Domain.GOVERNANCE, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.DELETE_PROPERTY_LIST, Domain.GOVERNANCE, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.CREATE_COLLECTION_LIST, Domain.GOVERNANCE, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.UPDATE_COLLECTION_LIST, Domain.GOVERNANCE, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.DELETE_COLLECTION_LIST, Domain.GOVERNANCE, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.CREATE_CONTENT_STANDARDS, Domain.GOVERNANCE, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.UPDATE_CONTENT_STANDARDS, Domain.GOVERNANCE, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.CALIBRATE_CONTENT, Domain.GOVERNANCE, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.SI_INITIATE_SESSION, Domain.SPONSORED_INTELLIGENCE, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.SI_SEND_MESSAGE, Domain.SPONSORED_INTELLIGENCE, Kind.KEYED, SINCE_3_0);
		define(AdcpTask.REQUEST_PROPOSALS, Domain.MEDIA_BUY, Kind.KEYED, SINCE_3_2);
		define(AdcpTask.REFINE_PROPOSALS, Domain.MEDIA_BUY, Kind.KEYED, SINCE_3_2);
		define(AdcpTask.DECLINE_PROPOSALS, Domain.MEDIA_BUY, Kind.KEYED, SINCE_3_2);
		define(AdcpTask.ACCEPT_PROPOSAL, Domain.MEDIA_BUY, Kind.KEYED, SINCE_3_2);
		define(AdcpTask.BUY_PRODUCTS, Domain.MEDIA_BUY, Kind.KEYED, SINCE_3_2);
		define(AdcpTask.CONTROL_MEDIA_BUY, Domain.MEDIA_BUY, Kind.KEYED, SINCE_3_2);
		define(AdcpTask.REPORT_PLAN_ADJUSTMENT, Domain.GOVERNANCE, Kind.KEYED, SINCE_3_2);
		define(AdcpTask.SYNC_AGENT_NOTIFICATION_CONFIGS, Domain.PROTOCOL, Kind.KEYED, SINCE_3_2);
	}

	private static void defineReads() {
		define(AdcpTask.GET_ADCP_CAPABILITIES, Domain.PROTOCOL, Kind.READ, SINCE_3_0);
		define(AdcpTask.GET_TASK_STATUS, Domain.PROTOCOL, Kind.READ, SINCE_3_0);
		define(AdcpTask.LIST_TASKS, Domain.PROTOCOL, Kind.READ, SINCE_3_0);
		define(AdcpTask.GET_PRODUCTS, Domain.MEDIA_BUY, Kind.READ, SINCE_3_0);
		define(AdcpTask.LIST_PRODUCTS, Domain.MEDIA_BUY, Kind.READ, SINCE_3_0);
		define(AdcpTask.GET_MEDIA_BUYS, Domain.MEDIA_BUY, Kind.READ, SINCE_3_0);
		define(AdcpTask.GET_MEDIA_BUY_DELIVERY, Domain.MEDIA_BUY, Kind.READ, SINCE_3_0);
		define(AdcpTask.LIST_CREATIVE_FORMATS, Domain.MEDIA_BUY, Kind.READ, SINCE_3_0);
		define(AdcpTask.VALIDATE_INPUT, Domain.MEDIA_BUY, Kind.READ, SINCE_3_0);
		define(AdcpTask.LIST_CREATIVES, Domain.CREATIVE, Kind.READ, SINCE_3_0);
		define(AdcpTask.PREVIEW_CREATIVE, Domain.CREATIVE, Kind.READ, SINCE_3_0);
		define(AdcpTask.GET_CREATIVE_DELIVERY, Domain.CREATIVE, Kind.READ, SINCE_3_0);
		define(AdcpTask.GET_CREATIVE_FEATURES, Domain.CREATIVE, Kind.READ, SINCE_3_0);
		define(AdcpTask.LIST_TRANSFORMERS, Domain.CREATIVE, Kind.READ, SINCE_3_0);
		define(AdcpTask.GET_SIGNALS, Domain.SIGNALS, Kind.READ, SINCE_3_0);
		define(AdcpTask.LIST_ACCOUNTS, Domain.ACCOUNT, Kind.READ, SINCE_3_0);
		define(AdcpTask.GET_ACCOUNT_FINANCIALS, Domain.ACCOUNT, Kind.READ, SINCE_3_0);
		define(AdcpTask.CHECK_GOVERNANCE, Domain.GOVERNANCE, Kind.READ, SINCE_3_0);
		define(AdcpTask.GET_PLAN_AUDIT_LOGS, Domain.GOVERNANCE, Kind.READ, SINCE_3_0);
		define(AdcpTask.GET_PROPERTY_LIST, Domain.GOVERNANCE, Kind.READ, SINCE_3_0);
		define(AdcpTask.LIST_PROPERTY_LISTS, Domain.GOVERNANCE, Kind.READ, SINCE_3_0);
		define(AdcpTask.VALIDATE_PROPERTY_DELIVERY, Domain.GOVERNANCE, Kind.READ, SINCE_3_0);
		define(AdcpTask.GET_COLLECTION_LIST, Domain.GOVERNANCE, Kind.READ, SINCE_3_0);
		define(AdcpTask.LIST_COLLECTION_LISTS, Domain.GOVERNANCE, Kind.READ, SINCE_3_0);
		define(AdcpTask.GET_CONTENT_STANDARDS, Domain.GOVERNANCE, Kind.READ, SINCE_3_0);
		define(AdcpTask.LIST_CONTENT_STANDARDS, Domain.GOVERNANCE, Kind.READ, SINCE_3_0);
		define(AdcpTask.GET_MEDIA_BUY_ARTIFACTS, Domain.GOVERNANCE, Kind.READ, SINCE_3_0);
		define(AdcpTask.VALIDATE_CONTENT_DELIVERY, Domain.GOVERNANCE, Kind.READ, SINCE_3_0);
		define(AdcpTask.GET_RIGHTS, Domain.BRAND, Kind.READ, SINCE_3_0);
		define(AdcpTask.GET_BRAND_IDENTITY, Domain.BRAND, Kind.READ, SINCE_3_0);
		define(AdcpTask.SEARCH_BRANDS, Domain.BRAND, Kind.READ, SINCE_3_0);
		define(AdcpTask.VERIFY_BRAND_CLAIM, Domain.BRAND, Kind.READ, SINCE_3_0);
		define(AdcpTask.VERIFY_BRAND_CLAIMS, Domain.BRAND, Kind.READ, SINCE_3_0);
		define(AdcpTask.SI_GET_OFFERING, Domain.SPONSORED_INTELLIGENCE, Kind.READ, SINCE_3_0);
	}

	private static void defineUnkeyedChanges() {
		define(AdcpTask.SI_TERMINATE_SESSION, Domain.SPONSORED_INTELLIGENCE, Kind.UNKEYED_CHANGE, SINCE_3_0);
		define(AdcpTask.COMPLY_TEST_CONTROLLER, Domain.PROTOCOL, Kind.UNKEYED_CHANGE, SINCE_3_0);
	}

	private static void define(String name, Domain domain, Kind kind, Set<Version> versions) {
		DEFINITIONS.put(name, new Definition(name, domain, kind, versions));
	}

	/**
	 * What is known of one task.
	 *
	 * @param name the name on the wire
	 * @param domain the part of AdCP that defines it
	 * @param kind whether it carries a key, reads or changes state
	 * @param versions the versions that know it
	 */
	public record Definition(String name, Domain domain, Kind kind, Set<Version> versions) {

		/**
		 * Return whether the request must carry an {@code idempotency_key}.
		 * @return {@code true} for a keyed task
		 */
		public boolean keyed() {
			return this.kind == Kind.KEYED;
		}

	}

	/**
	 * Whether a task's request carries a key.
	 */
	public enum Kind {

		/** Changes state; the request must carry a key. */
		KEYED,

		/** Changes nothing; a key is optional, and honoured when sent. */
		READ,

		/** Changes state, but AdCP requires no key. */
		UNKEYED_CHANGE

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

	/**
	 * The versions of AdCP that the catalogue covers.
	 */
	public enum Version {

		/** AdCP 3.0. */
		V3_0,

		/** AdCP 3.1. */
		V3_1,

		/** AdCP 3.2, beta. */
		V3_2_BETA

	}

}
