package io.adcp.spring.verification.crash.seller;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Around each call of the ad server: the places to die at, and how long this run lets a
 * call take and settle.
 */
final class CrashingDownstream implements MethodInterceptor {

	/** The ad server works late by less than this. */
	private static final Duration SETTLING = Duration.ofSeconds(1);

	/** How long a call of the ad server may take. */
	static final Duration TIMEOUT = Duration.ofSeconds(3);

	private static final int LONGEST_IN_CALL_MILLIS = 5;

	private final boolean takesEveryFailureForARefusal;

	/**
	 * Prepare.
	 * @param takesEveryFailureForARefusal the mistake that this starter exists to avoid:
	 * a claim whose outcome is unknown is released
	 */
	CrashingDownstream(boolean takesEveryFailureForARefusal) {
		this.takesEveryFailureForARefusal = takesEveryFailureForARefusal;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation call) throws Throwable {
		return switch (call.getMethod().getName()) {
			case "invoke" -> pass(call);
			case "isRefusal" -> this.takesEveryFailureForARefusal || Boolean.TRUE.equals(call.proceed());
			case "settling" -> SETTLING;
			case "timeout" -> TIMEOUT;
			default -> call.proceed();
		};
	}

	private static @Nullable Object pass(MethodInvocation call) throws Throwable {
		CrashPoint.AFTER_NOTE.pass();
		if (CrashPoint.IN_CALL.isDue()) {
			dieMeanwhile();
		}
		Object answer = call.proceed();
		CrashPoint.AFTER_CALL.pass();
		return answer;
	}

	// The call goes on, and is answered or not, while the signal is on its way
	private static void dieMeanwhile() {
		Thread thread = new Thread(() -> {
			try {
				TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(LONGEST_IN_CALL_MILLIS));
				CrashPoint.IN_CALL.die();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, "in-call");
		thread.setDaemon(true);
		thread.start();
	}

}
