package io.adcp.spring.verification.crash.seller;

import io.adcp.spring.task.TaskListener;
import io.adcp.spring.task.TaskRecord;

/**
 * The places to die at around the commits that begin and end a task.
 */
class CrashingTaskListener implements TaskListener {

	@Override
	public void submitted(TaskRecord task) {
		AroundCommit.register(null, CrashPoint.AFTER_SUBMIT);
	}

	@Override
	public void changed(TaskRecord task) {
		if (task.state().isTerminal()) {
			AroundCommit.register(CrashPoint.BEFORE_END, CrashPoint.AFTER_END);
		}
	}

}
