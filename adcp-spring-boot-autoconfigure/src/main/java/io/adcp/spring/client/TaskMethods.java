package io.adcp.spring.client;

import io.adcp.spring.AdcpTask;
import org.jspecify.annotations.Nullable;

/**
 * The tasks by name: a method for each task that needs a key, and for common reads. Each
 * takes the body, {@code null} for none, and returns the request, which can still be
 * given a key before it is called, stored or sent. {@link #task(String)} is for all other
 * tasks.
 *
 * @param <R> the request
 */
interface TaskMethods<R extends RequestMethods<R>> {

	/**
	 * Start a call of any task.
	 * @param task the task's name, such as {@code AdcpTask.CREATE_MEDIA_BUY}
	 * @return the request to fill
	 */
	R task(String task);

	/** Start a call of {@code create_media_buy}. */
	default R createMediaBuy(@Nullable Object body) {
		return task(AdcpTask.CREATE_MEDIA_BUY).body(body);
	}

	/** Start a call of {@code update_media_buy}. */
	default R updateMediaBuy(@Nullable Object body) {
		return task(AdcpTask.UPDATE_MEDIA_BUY).body(body);
	}

	/** Start a call of {@code build_creative}. */
	default R buildCreative(@Nullable Object body) {
		return task(AdcpTask.BUILD_CREATIVE).body(body);
	}

	/** Start a call of {@code log_event}. */
	default R logEvent(@Nullable Object body) {
		return task(AdcpTask.LOG_EVENT).body(body);
	}

	/** Start a call of {@code provide_performance_feedback}. */
	default R providePerformanceFeedback(@Nullable Object body) {
		return task(AdcpTask.PROVIDE_PERFORMANCE_FEEDBACK).body(body);
	}

	/** Start a call of {@code sync_audiences}. */
	default R syncAudiences(@Nullable Object body) {
		return task(AdcpTask.SYNC_AUDIENCES).body(body);
	}

	/** Start a call of {@code sync_catalogs}. */
	default R syncCatalogs(@Nullable Object body) {
		return task(AdcpTask.SYNC_CATALOGS).body(body);
	}

	/** Start a call of {@code sync_event_sources}. */
	default R syncEventSources(@Nullable Object body) {
		return task(AdcpTask.SYNC_EVENT_SOURCES).body(body);
	}

	/** Start a call of {@code sync_creatives}. */
	default R syncCreatives(@Nullable Object body) {
		return task(AdcpTask.SYNC_CREATIVES).body(body);
	}

	/** Start a call of {@code activate_signal}. */
	default R activateSignal(@Nullable Object body) {
		return task(AdcpTask.ACTIVATE_SIGNAL).body(body);
	}

	/** Start a call of {@code acquire_rights}. */
	default R acquireRights(@Nullable Object body) {
		return task(AdcpTask.ACQUIRE_RIGHTS).body(body);
	}

	/** Start a call of {@code update_rights}. */
	default R updateRights(@Nullable Object body) {
		return task(AdcpTask.UPDATE_RIGHTS).body(body);
	}

	/** Start a call of {@code creative_approval}. */
	default R creativeApproval(@Nullable Object body) {
		return task(AdcpTask.CREATIVE_APPROVAL).body(body);
	}

	/** Start a call of {@code sync_accounts}. */
	default R syncAccounts(@Nullable Object body) {
		return task(AdcpTask.SYNC_ACCOUNTS).body(body);
	}

	/** Start a call of {@code sync_governance}. */
	default R syncGovernance(@Nullable Object body) {
		return task(AdcpTask.SYNC_GOVERNANCE).body(body);
	}

	/** Start a call of {@code report_usage}. */
	default R reportUsage(@Nullable Object body) {
		return task(AdcpTask.REPORT_USAGE).body(body);
	}

	/** Start a call of {@code sync_plans}. */
	default R syncPlans(@Nullable Object body) {
		return task(AdcpTask.SYNC_PLANS).body(body);
	}

	/** Start a call of {@code report_plan_outcome}. */
	default R reportPlanOutcome(@Nullable Object body) {
		return task(AdcpTask.REPORT_PLAN_OUTCOME).body(body);
	}

	/** Start a call of {@code create_property_list}. */
	default R createPropertyList(@Nullable Object body) {
		return task(AdcpTask.CREATE_PROPERTY_LIST).body(body);
	}

	/** Start a call of {@code update_property_list}. */
	default R updatePropertyList(@Nullable Object body) {
		return task(AdcpTask.UPDATE_PROPERTY_LIST).body(body);
	}

	/** Start a call of {@code delete_property_list}. */
	default R deletePropertyList(@Nullable Object body) {
		return task(AdcpTask.DELETE_PROPERTY_LIST).body(body);
	}

	/** Start a call of {@code create_collection_list}. */
	default R createCollectionList(@Nullable Object body) {
		return task(AdcpTask.CREATE_COLLECTION_LIST).body(body);
	}

	/** Start a call of {@code update_collection_list}. */
	default R updateCollectionList(@Nullable Object body) {
		return task(AdcpTask.UPDATE_COLLECTION_LIST).body(body);
	}

	/** Start a call of {@code delete_collection_list}. */
	default R deleteCollectionList(@Nullable Object body) {
		return task(AdcpTask.DELETE_COLLECTION_LIST).body(body);
	}

	/** Start a call of {@code create_content_standards}. */
	default R createContentStandards(@Nullable Object body) {
		return task(AdcpTask.CREATE_CONTENT_STANDARDS).body(body);
	}

	/** Start a call of {@code update_content_standards}. */
	default R updateContentStandards(@Nullable Object body) {
		return task(AdcpTask.UPDATE_CONTENT_STANDARDS).body(body);
	}

	/** Start a call of {@code calibrate_content}. */
	default R calibrateContent(@Nullable Object body) {
		return task(AdcpTask.CALIBRATE_CONTENT).body(body);
	}

	/** Start a call of {@code si_initiate_session}. */
	default R siInitiateSession(@Nullable Object body) {
		return task(AdcpTask.SI_INITIATE_SESSION).body(body);
	}

	/** Start a call of {@code si_send_message}. */
	default R siSendMessage(@Nullable Object body) {
		return task(AdcpTask.SI_SEND_MESSAGE).body(body);
	}

	/** Start a call of {@code request_proposals}. */
	default R requestProposals(@Nullable Object body) {
		return task(AdcpTask.REQUEST_PROPOSALS).body(body);
	}

	/** Start a call of {@code refine_proposals}. */
	default R refineProposals(@Nullable Object body) {
		return task(AdcpTask.REFINE_PROPOSALS).body(body);
	}

	/** Start a call of {@code decline_proposals}. */
	default R declineProposals(@Nullable Object body) {
		return task(AdcpTask.DECLINE_PROPOSALS).body(body);
	}

	/** Start a call of {@code accept_proposal}. */
	default R acceptProposal(@Nullable Object body) {
		return task(AdcpTask.ACCEPT_PROPOSAL).body(body);
	}

	/** Start a call of {@code buy_products}. */
	default R buyProducts(@Nullable Object body) {
		return task(AdcpTask.BUY_PRODUCTS).body(body);
	}

	/** Start a call of {@code control_media_buy}. */
	default R controlMediaBuy(@Nullable Object body) {
		return task(AdcpTask.CONTROL_MEDIA_BUY).body(body);
	}

	/** Start a call of {@code report_plan_adjustment}. */
	default R reportPlanAdjustment(@Nullable Object body) {
		return task(AdcpTask.REPORT_PLAN_ADJUSTMENT).body(body);
	}

	/** Start a call of {@code sync_agent_notification_configs}. */
	default R syncAgentNotificationConfigs(@Nullable Object body) {
		return task(AdcpTask.SYNC_AGENT_NOTIFICATION_CONFIGS).body(body);
	}

	/** Start a call of {@code sync_principal}. */
	default R syncPrincipal(@Nullable Object body) {
		return task(AdcpTask.SYNC_PRINCIPAL).body(body);
	}

	/** Start a call of {@code sync_reporting_receipts}. */
	default R syncReportingReceipts(@Nullable Object body) {
		return task(AdcpTask.SYNC_REPORTING_RECEIPTS).body(body);
	}

	/** Start a call of {@code sync_reporting_status}. */
	default R syncReportingStatus(@Nullable Object body) {
		return task(AdcpTask.SYNC_REPORTING_STATUS).body(body);
	}

	/** Start a call of {@code si_terminate_session}. */
	default R siTerminateSession(@Nullable Object body) {
		return task(AdcpTask.SI_TERMINATE_SESSION).body(body);
	}

	/** Start a call of {@code get_adcp_capabilities}. */
	default R getAdcpCapabilities(@Nullable Object body) {
		return task(AdcpTask.GET_ADCP_CAPABILITIES).body(body);
	}

	/** Start a call of {@code get_products}. */
	default R getProducts(@Nullable Object body) {
		return task(AdcpTask.GET_PRODUCTS).body(body);
	}

	/** Start a call of {@code get_media_buys}. */
	default R getMediaBuys(@Nullable Object body) {
		return task(AdcpTask.GET_MEDIA_BUYS).body(body);
	}

	/** Start a call of {@code get_media_buy_delivery}. */
	default R getMediaBuyDelivery(@Nullable Object body) {
		return task(AdcpTask.GET_MEDIA_BUY_DELIVERY).body(body);
	}

	/** Start a call of {@code list_creative_formats}. */
	default R listCreativeFormats(@Nullable Object body) {
		return task(AdcpTask.LIST_CREATIVE_FORMATS).body(body);
	}

	/** Start a call of {@code list_creatives}. */
	default R listCreatives(@Nullable Object body) {
		return task(AdcpTask.LIST_CREATIVES).body(body);
	}

	/** Start a call of {@code get_signals}. */
	default R getSignals(@Nullable Object body) {
		return task(AdcpTask.GET_SIGNALS).body(body);
	}

	/** Start a call of {@code list_accounts}. */
	default R listAccounts(@Nullable Object body) {
		return task(AdcpTask.LIST_ACCOUNTS).body(body);
	}

	/** Start a call of {@code get_task_status}. */
	default R getTaskStatus(@Nullable Object body) {
		return task(AdcpTask.GET_TASK_STATUS).body(body);
	}

}
