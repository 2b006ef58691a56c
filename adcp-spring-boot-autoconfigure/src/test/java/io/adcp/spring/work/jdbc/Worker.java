package io.adcp.spring.work.jdbc;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.work.WorkHandler;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Does work as a test says, and tells of each run.
 */
final class Worker implements WorkHandler {

	private final LinkedBlockingQueue<String> runs = new LinkedBlockingQueue<>();

	private final Work work;

	Worker(Work work) {
		this.work = work;
	}

	@Override
	public String kind() {
		return "test";
	}

	@Override
	public @Nullable Duration run(String id) throws Exception {
		this.runs.add(id);
		return this.work.run(id);
	}

	void awaitRun(String id) throws InterruptedException {
		assertThat(this.runs.poll(20, TimeUnit.SECONDS)).isEqualTo(id);
	}

	void hasNotRun() {
		assertThat(this.runs).isEmpty();
	}

	/**
	 * What a run does.
	 */
	interface Work {

		@Nullable Duration run(String id) throws Exception;

	}

}
