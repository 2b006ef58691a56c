package io.adcp.spring.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Counts what goes over the wire: connections taken, statements sent, commits and
 * rollbacks. The driver sends BEGIN with the first statement, so each statement and each
 * end of a transaction is one round trip.
 */
public final class CountingDataSource extends DelegatingDataSource {

	private final List<String> events = new ArrayList<>();

	/**
	 * Count what goes to a data source.
	 * @param dataSource the data source
	 */
	public CountingDataSource(DataSource dataSource) {
		super(dataSource);
	}

	/**
	 * Return what was counted since this was last asked.
	 * @return the events in their order
	 */
	public List<String> takeEvents() {
		List<String> taken = List.copyOf(this.events);
		this.events.clear();
		return taken;
	}

	@Override
	public Connection getConnection() throws SQLException {
		this.events.add("connection");
		return counted(Connection.class, super.getConnection());
	}

	private <T> T counted(Class<T> type, T target) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> call(target, method, arguments)));
	}

	private Object call(Object target, Method method, Object[] arguments) throws Throwable {
		String name = method.getName();
		if (name.startsWith("execute")) {
			this.events.add("statement");
		}
		else if (name.equals("commit") || (name.equals("rollback") && arguments == null)) {
			this.events.add(name);
		}
		try {
			return wrap(method.invoke(target, arguments));
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	private Object wrap(Object result) {
		if (result instanceof PreparedStatement statement) {
			return counted(PreparedStatement.class, statement);
		}
		return (result instanceof Statement statement) ? counted(Statement.class, statement) : result;
	}

}
