package io.adcp.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the AdCP task of a method: on a seller's controller the task that the method
 * answers, on a buyer's declarative client the task that it calls. One interface can
 * serve both.
 * <p>
 * The constants are the names of the tasks that AdCP defines. {@link AdcpTaskCatalog}
 * tells what is known of each. A task that is not among them is given by its name.
 *
 * @since 0.1.0
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AdcpTask {

	/** The task {@code create_media_buy}. */
	String CREATE_MEDIA_BUY = "create_media_buy";

	/** The task {@code update_media_buy}. */
	String UPDATE_MEDIA_BUY = "update_media_buy";

	/** The task {@code build_creative}. */
	String BUILD_CREATIVE = "build_creative";

	/** The task {@code log_event}. */
	String LOG_EVENT = "log_event";

	/** The task {@code provide_performance_feedback}. */
	String PROVIDE_PERFORMANCE_FEEDBACK = "provide_performance_feedback";

	/** The task {@code sync_audiences}. */
	String SYNC_AUDIENCES = "sync_audiences";

	/** The task {@code sync_catalogs}. */
	String SYNC_CATALOGS = "sync_catalogs";

	/** The task {@code sync_event_sources}. */
	String SYNC_EVENT_SOURCES = "sync_event_sources";

	/** The task {@code sync_creatives}. */
	String SYNC_CREATIVES = "sync_creatives";

	/** The task {@code activate_signal}. */
	String ACTIVATE_SIGNAL = "activate_signal";

	/** The task {@code acquire_rights}. */
	String ACQUIRE_RIGHTS = "acquire_rights";

	/** The task {@code update_rights}. */
	String UPDATE_RIGHTS = "update_rights";

	/** The task {@code creative_approval}. */
	String CREATIVE_APPROVAL = "creative_approval";

	/** The task {@code sync_accounts}. */
	String SYNC_ACCOUNTS = "sync_accounts";

	/** The task {@code sync_governance}. */
	String SYNC_GOVERNANCE = "sync_governance";

	/** The task {@code report_usage}. */
	String REPORT_USAGE = "report_usage";

	/** The task {@code sync_plans}. */
	String SYNC_PLANS = "sync_plans";

	/** The task {@code report_plan_outcome}. */
	String REPORT_PLAN_OUTCOME = "report_plan_outcome";

	/** The task {@code create_property_list}. */
	String CREATE_PROPERTY_LIST = "create_property_list";

	/** The task {@code update_property_list}. */
	String UPDATE_PROPERTY_LIST = "update_property_list";

	/** The task {@code delete_property_list}. */
	String DELETE_PROPERTY_LIST = "delete_property_list";

	/** The task {@code create_collection_list}. */
	String CREATE_COLLECTION_LIST = "create_collection_list";

	/** The task {@code update_collection_list}. */
	String UPDATE_COLLECTION_LIST = "update_collection_list";

	/** The task {@code delete_collection_list}. */
	String DELETE_COLLECTION_LIST = "delete_collection_list";

	/** The task {@code create_content_standards}. */
	String CREATE_CONTENT_STANDARDS = "create_content_standards";

	/** The task {@code update_content_standards}. */
	String UPDATE_CONTENT_STANDARDS = "update_content_standards";

	/** The task {@code calibrate_content}. */
	String CALIBRATE_CONTENT = "calibrate_content";

	/** The task {@code si_initiate_session}. */
	String SI_INITIATE_SESSION = "si_initiate_session";

	/** The task {@code si_send_message}. */
	String SI_SEND_MESSAGE = "si_send_message";

	/** The task {@code request_proposals}. */
	String REQUEST_PROPOSALS = "request_proposals";

	/** The task {@code refine_proposals}. */
	String REFINE_PROPOSALS = "refine_proposals";

	/** The task {@code decline_proposals}. */
	String DECLINE_PROPOSALS = "decline_proposals";

	/** The task {@code accept_proposal}. */
	String ACCEPT_PROPOSAL = "accept_proposal";

	/** The task {@code buy_products}. */
	String BUY_PRODUCTS = "buy_products";

	/** The task {@code control_media_buy}. */
	String CONTROL_MEDIA_BUY = "control_media_buy";

	/** The task {@code report_plan_adjustment}. */
	String REPORT_PLAN_ADJUSTMENT = "report_plan_adjustment";

	/** The task {@code sync_agent_notification_configs}. */
	String SYNC_AGENT_NOTIFICATION_CONFIGS = "sync_agent_notification_configs";

	/** The task {@code sync_principal}. */
	String SYNC_PRINCIPAL = "sync_principal";

	/** The task {@code sync_reporting_receipts}. */
	String SYNC_REPORTING_RECEIPTS = "sync_reporting_receipts";

	/** The task {@code sync_reporting_status}. */
	String SYNC_REPORTING_STATUS = "sync_reporting_status";

	/** The task {@code get_adcp_capabilities}. */
	String GET_ADCP_CAPABILITIES = "get_adcp_capabilities";

	/** The task {@code get_task_status}. */
	String GET_TASK_STATUS = "get_task_status";

	/** The task {@code list_tasks}. */
	String LIST_TASKS = "list_tasks";

	/** The task {@code get_principal}. */
	String GET_PRINCIPAL = "get_principal";

	/** The task {@code get_products}. */
	String GET_PRODUCTS = "get_products";

	/** The task {@code list_products}. */
	String LIST_PRODUCTS = "list_products";

	/** The task {@code get_media_buys}. */
	String GET_MEDIA_BUYS = "get_media_buys";

	/** The task {@code get_media_buy_delivery}. */
	String GET_MEDIA_BUY_DELIVERY = "get_media_buy_delivery";

	/** The task {@code get_reporting_status}. */
	String GET_REPORTING_STATUS = "get_reporting_status";

	/** The task {@code list_creative_formats}. */
	String LIST_CREATIVE_FORMATS = "list_creative_formats";

	/** The task {@code validate_input}. */
	String VALIDATE_INPUT = "validate_input";

	/** The task {@code list_creatives}. */
	String LIST_CREATIVES = "list_creatives";

	/** The task {@code preview_creative}. */
	String PREVIEW_CREATIVE = "preview_creative";

	/** The task {@code get_creative_delivery}. */
	String GET_CREATIVE_DELIVERY = "get_creative_delivery";

	/** The task {@code get_creative_features}. */
	String GET_CREATIVE_FEATURES = "get_creative_features";

	/** The task {@code list_transformers}. */
	String LIST_TRANSFORMERS = "list_transformers";

	/** The task {@code get_signals}. */
	String GET_SIGNALS = "get_signals";

	/** The task {@code list_accounts}. */
	String LIST_ACCOUNTS = "list_accounts";

	/** The task {@code get_account_financials}. */
	String GET_ACCOUNT_FINANCIALS = "get_account_financials";

	/** The task {@code list_account_changes}. */
	String LIST_ACCOUNT_CHANGES = "list_account_changes";

	/** The task {@code check_governance}. */
	String CHECK_GOVERNANCE = "check_governance";

	/** The task {@code get_plan_audit_logs}. */
	String GET_PLAN_AUDIT_LOGS = "get_plan_audit_logs";

	/** The task {@code get_property_list}. */
	String GET_PROPERTY_LIST = "get_property_list";

	/** The task {@code list_property_lists}. */
	String LIST_PROPERTY_LISTS = "list_property_lists";

	/** The task {@code validate_property_delivery}. */
	String VALIDATE_PROPERTY_DELIVERY = "validate_property_delivery";

	/** The task {@code get_collection_list}. */
	String GET_COLLECTION_LIST = "get_collection_list";

	/** The task {@code list_collection_lists}. */
	String LIST_COLLECTION_LISTS = "list_collection_lists";

	/** The task {@code get_content_standards}. */
	String GET_CONTENT_STANDARDS = "get_content_standards";

	/** The task {@code list_content_standards}. */
	String LIST_CONTENT_STANDARDS = "list_content_standards";

	/** The task {@code get_media_buy_artifacts}. */
	String GET_MEDIA_BUY_ARTIFACTS = "get_media_buy_artifacts";

	/** The task {@code validate_content_delivery}. */
	String VALIDATE_CONTENT_DELIVERY = "validate_content_delivery";

	/** The task {@code get_rights}. */
	String GET_RIGHTS = "get_rights";

	/** The task {@code get_brand_identity}. */
	String GET_BRAND_IDENTITY = "get_brand_identity";

	/** The task {@code search_brands}. */
	String SEARCH_BRANDS = "search_brands";

	/** The task {@code verify_brand_claim}. */
	String VERIFY_BRAND_CLAIM = "verify_brand_claim";

	/** The task {@code verify_brand_claims}. */
	String VERIFY_BRAND_CLAIMS = "verify_brand_claims";

	/** The task {@code si_get_offering}. */
	String SI_GET_OFFERING = "si_get_offering";

	/** The task {@code si_terminate_session}. */
	String SI_TERMINATE_SESSION = "si_terminate_session";

	/** The task {@code comply_test_controller}. */
	String COMPLY_TEST_CONTROLLER = "comply_test_controller";

	/**
	 * The task's name on the wire, such as {@code create_media_buy}.
	 * @return the name
	 */
	String value();

	/**
	 * What the seller tells of the task, for people and for agents that choose by it. MCP
	 * sends it with the list of tools.
	 * @return a sentence or two; empty for one that is made of the name
	 */
	String description() default "";

}
