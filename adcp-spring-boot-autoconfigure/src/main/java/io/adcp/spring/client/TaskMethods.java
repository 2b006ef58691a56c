package io.adcp.spring.client;

import io.adcp.spring.AdcpTask;
import org.jspecify.annotations.Nullable;

/**
 * The short forms of {@link AdcpClient}: one for each keyed task and for common reads.
 * Each takes the body, {@code null} for none, and the type of the answer. What they do
 * not offer (a key, a generic type, a stored call) is had by {@link #task(String)}.
 */
interface TaskMethods {

	/**
	 * Start a call of any task.
	 * @param task the task's name, such as {@code AdcpTask.CREATE_MEDIA_BUY}
	 * @return the request to fill
	 */
	AdcpClient.Request task(String task);

	private <T> AdcpResult<T> call(String task, @Nullable Object request, Class<T> type) {
		return task(task).body(request).call(type);
	}

	/** Call {@code create_media_buy}. */
	default <T> AdcpResult<T> createMediaBuy(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.CREATE_MEDIA_BUY, request, type);
	}

	/** Call {@code update_media_buy}. */
	default <T> AdcpResult<T> updateMediaBuy(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.UPDATE_MEDIA_BUY, request, type);
	}

	/** Call {@code build_creative}. */
	default <T> AdcpResult<T> buildCreative(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.BUILD_CREATIVE, request, type);
	}

	/** Call {@code log_event}. */
	default <T> AdcpResult<T> logEvent(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.LOG_EVENT, request, type);
	}

	/** Call {@code provide_performance_feedback}. */
	default <T> AdcpResult<T> providePerformanceFeedback(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.PROVIDE_PERFORMANCE_FEEDBACK, request, type);
	}

	/** Call {@code sync_audiences}. */
	default <T> AdcpResult<T> syncAudiences(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.SYNC_AUDIENCES, request, type);
	}

	/** Call {@code sync_catalogs}. */
	default <T> AdcpResult<T> syncCatalogs(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.SYNC_CATALOGS, request, type);
	}

	/** Call {@code sync_event_sources}. */
	default <T> AdcpResult<T> syncEventSources(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.SYNC_EVENT_SOURCES, request, type);
	}

	/** Call {@code sync_creatives}. */
	default <T> AdcpResult<T> syncCreatives(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.SYNC_CREATIVES, request, type);
	}

	/** Call {@code activate_signal}. */
	default <T> AdcpResult<T> activateSignal(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.ACTIVATE_SIGNAL, request, type);
	}

	/** Call {@code acquire_rights}. */
	default <T> AdcpResult<T> acquireRights(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.ACQUIRE_RIGHTS, request, type);
	}

	/** Call {@code update_rights}. */
	default <T> AdcpResult<T> updateRights(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.UPDATE_RIGHTS, request, type);
	}

	/** Call {@code creative_approval}. */
	default <T> AdcpResult<T> creativeApproval(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.CREATIVE_APPROVAL, request, type);
	}

	/** Call {@code sync_accounts}. */
	default <T> AdcpResult<T> syncAccounts(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.SYNC_ACCOUNTS, request, type);
	}

	/** Call {@code sync_governance}. */
	default <T> AdcpResult<T> syncGovernance(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.SYNC_GOVERNANCE, request, type);
	}

	/** Call {@code report_usage}. */
	default <T> AdcpResult<T> reportUsage(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.REPORT_USAGE, request, type);
	}

	/** Call {@code sync_plans}. */
	default <T> AdcpResult<T> syncPlans(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.SYNC_PLANS, request, type);
	}

	/** Call {@code report_plan_outcome}. */
	default <T> AdcpResult<T> reportPlanOutcome(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.REPORT_PLAN_OUTCOME, request, type);
	}

	/** Call {@code create_property_list}. */
	default <T> AdcpResult<T> createPropertyList(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.CREATE_PROPERTY_LIST, request, type);
	}

	/** Call {@code update_property_list}. */
	default <T> AdcpResult<T> updatePropertyList(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.UPDATE_PROPERTY_LIST, request, type);
	}

	/** Call {@code delete_property_list}. */
	default <T> AdcpResult<T> deletePropertyList(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.DELETE_PROPERTY_LIST, request, type);
	}

	/** Call {@code create_collection_list}. */
	default <T> AdcpResult<T> createCollectionList(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.CREATE_COLLECTION_LIST, request, type);
	}

	/** Call {@code update_collection_list}. */
	default <T> AdcpResult<T> updateCollectionList(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.UPDATE_COLLECTION_LIST, request, type);
	}

	/** Call {@code delete_collection_list}. */
	default <T> AdcpResult<T> deleteCollectionList(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.DELETE_COLLECTION_LIST, request, type);
	}

	/** Call {@code create_content_standards}. */
	default <T> AdcpResult<T> createContentStandards(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.CREATE_CONTENT_STANDARDS, request, type);
	}

	/** Call {@code update_content_standards}. */
	default <T> AdcpResult<T> updateContentStandards(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.UPDATE_CONTENT_STANDARDS, request, type);
	}

	/** Call {@code calibrate_content}. */
	default <T> AdcpResult<T> calibrateContent(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.CALIBRATE_CONTENT, request, type);
	}

	/** Call {@code si_initiate_session}. */
	default <T> AdcpResult<T> siInitiateSession(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.SI_INITIATE_SESSION, request, type);
	}

	/** Call {@code si_send_message}. */
	default <T> AdcpResult<T> siSendMessage(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.SI_SEND_MESSAGE, request, type);
	}

	/** Call {@code request_proposals}. */
	default <T> AdcpResult<T> requestProposals(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.REQUEST_PROPOSALS, request, type);
	}

	/** Call {@code refine_proposals}. */
	default <T> AdcpResult<T> refineProposals(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.REFINE_PROPOSALS, request, type);
	}

	/** Call {@code decline_proposals}. */
	default <T> AdcpResult<T> declineProposals(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.DECLINE_PROPOSALS, request, type);
	}

	/** Call {@code accept_proposal}. */
	default <T> AdcpResult<T> acceptProposal(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.ACCEPT_PROPOSAL, request, type);
	}

	/** Call {@code buy_products}. */
	default <T> AdcpResult<T> buyProducts(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.BUY_PRODUCTS, request, type);
	}

	/** Call {@code control_media_buy}. */
	default <T> AdcpResult<T> controlMediaBuy(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.CONTROL_MEDIA_BUY, request, type);
	}

	/** Call {@code report_plan_adjustment}. */
	default <T> AdcpResult<T> reportPlanAdjustment(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.REPORT_PLAN_ADJUSTMENT, request, type);
	}

	/** Call {@code sync_agent_notification_configs}. */
	default <T> AdcpResult<T> syncAgentNotificationConfigs(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.SYNC_AGENT_NOTIFICATION_CONFIGS, request, type);
	}

	/** Call {@code si_terminate_session}. */
	default <T> AdcpResult<T> siTerminateSession(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.SI_TERMINATE_SESSION, request, type);
	}

	/** Call {@code get_adcp_capabilities}. */
	default <T> AdcpResult<T> getAdcpCapabilities(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.GET_ADCP_CAPABILITIES, request, type);
	}

	/** Call {@code get_products}. */
	default <T> AdcpResult<T> getProducts(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.GET_PRODUCTS, request, type);
	}

	/** Call {@code get_media_buys}. */
	default <T> AdcpResult<T> getMediaBuys(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.GET_MEDIA_BUYS, request, type);
	}

	/** Call {@code get_media_buy_delivery}. */
	default <T> AdcpResult<T> getMediaBuyDelivery(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.GET_MEDIA_BUY_DELIVERY, request, type);
	}

	/** Call {@code list_creative_formats}. */
	default <T> AdcpResult<T> listCreativeFormats(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.LIST_CREATIVE_FORMATS, request, type);
	}

	/** Call {@code list_creatives}. */
	default <T> AdcpResult<T> listCreatives(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.LIST_CREATIVES, request, type);
	}

	/** Call {@code get_signals}. */
	default <T> AdcpResult<T> getSignals(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.GET_SIGNALS, request, type);
	}

	/** Call {@code list_accounts}. */
	default <T> AdcpResult<T> listAccounts(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.LIST_ACCOUNTS, request, type);
	}

	/** Call {@code get_task_status}. */
	default <T> AdcpResult<T> getTaskStatus(@Nullable Object request, Class<T> type) {
		return call(AdcpTask.GET_TASK_STATUS, request, type);
	}

}
