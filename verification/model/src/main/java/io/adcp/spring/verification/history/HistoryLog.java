package io.adcp.spring.verification.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.adcp.spring.verification.history.HistoryEvent.What;

/**
 * The one log that all parties write, in the order of what they see. A begin is noted
 * before it can have an effect, and an end once it is seen.
 * <p>
 * Safe for use by several threads.
 */
public final class HistoryLog implements AutoCloseable {

	private final List<HistoryEvent> events = new ArrayList<>();

	private final Writer writer;

	private long calls;

	/**
	 * Begin a log.
	 * @param file where it is written to
	 */
	public HistoryLog(Path file) throws IOException {
		this.writer = Files.newBufferedWriter(file);
	}

	/**
	 * Note that a call begins.
	 * @param party who sees it
	 * @param object the key's or the task's name
	 * @param what what begins
	 * @param detail the payload's digest, or nothing
	 * @return the call's number
	 */
	public synchronized long begin(String party, String object, What what, String detail) {
		this.calls++;
		add(party, object, what, this.calls, detail);
		return this.calls;
	}

	/**
	 * Note how a call has ended. One that ends without being seen has no such line.
	 * @param party who sees it
	 * @param object the key's or the task's name
	 * @param what what is seen
	 * @param call the call's number, or 0 for what nobody asked for
	 * @param detail the answer's digest or the state
	 */
	public synchronized void end(String party, String object, What what, long call, String detail) {
		add(party, object, what, call, detail);
	}

	private void add(String party, String object, What what, long call, String detail) {
		HistoryEvent event = new HistoryEvent(this.events.size() + 1L, party, object, what, call, detail);
		this.events.add(event);
		try {
			this.writer.write(event.toLine() + "\n");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return what was noted so far.
	 * @return the events
	 */
	public synchronized List<HistoryEvent> events() {
		return List.copyOf(this.events);
	}

	@Override
	public synchronized void close() throws IOException {
		this.writer.close();
	}

}
