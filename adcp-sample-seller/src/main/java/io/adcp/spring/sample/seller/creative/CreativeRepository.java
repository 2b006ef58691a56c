package io.adcp.spring.sample.seller.creative;

import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Creatives and their assignments in the database. Callers pass an account that they have
 * found for the calling agent.
 */
@Repository
class CreativeRepository {

	private static final String COLUMNS = """
			c.account_id, c.creative_id, c.name, c.format_id, c.assets, c.status, c.created_at, c.updated_at""";

	private static final String SELECT = "SELECT " + COLUMNS + """

			FROM creative c WHERE c.account_id = :accountId AND c.creative_id = :creativeId""";

	private static final String SELECT_OF_AGENT = "SELECT " + COLUMNS + """

			FROM creative c JOIN account a ON a.account_id = c.account_id
			WHERE a.agent = :agent
			ORDER BY c.account_id, c.creative_id""";

	private static final String INSERT = """
			INSERT INTO creative
				(account_id, creative_id, name, format_id, assets, status, created_at, updated_at)
			VALUES (:accountId, :creativeId, :name, :formatId, :assets, :status, :createdAt, :updatedAt)
			ON CONFLICT DO NOTHING""";

	private static final String UPDATE = """
			UPDATE creative SET name = :name, format_id = :formatId, assets = :assets, status = :status,
				updated_at = :updatedAt
			WHERE account_id = :accountId AND creative_id = :creativeId""";

	private static final String ASSIGN = """
			INSERT INTO creative_assignment (package_id, account_id, creative_id, assigned_at)
			VALUES (:packageId, :accountId, :creativeId, :assignedAt)
			ON CONFLICT DO NOTHING""";

	private static final String UNASSIGN_ALL = "DELETE FROM creative_assignment WHERE package_id = :packageId";

	private static final String SELECT_BY_PACKAGES = """
			SELECT package_id, account_id, creative_id, assigned_at FROM creative_assignment
			WHERE package_id IN (:packageIds) ORDER BY package_id, creative_id""";

	private static final String SELECT_BY_ACCOUNTS = """
			SELECT package_id, account_id, creative_id, assigned_at FROM creative_assignment
			WHERE account_id IN (:accountIds) ORDER BY creative_id, package_id""";

	private final JdbcClient jdbc;

	CreativeRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	Optional<Creative> find(String accountId, String creativeId) {
		return this.jdbc.sql(SELECT)
			.param("accountId", accountId)
			.param("creativeId", creativeId)
			.query(Creative.class)
			.optional();
	}

	List<Creative> findByAgent(String agent) {
		return this.jdbc.sql(SELECT_OF_AGENT).param("agent", agent).query(Creative.class).list();
	}

	/**
	 * Add a creative, unless another call has just added it.
	 * @return whether it was added
	 */
	boolean insertIfAbsent(Creative creative) {
		return write(INSERT, creative).param("createdAt", creative.createdAt().atOffset(ZoneOffset.UTC)).update() == 1;
	}

	void update(Creative creative) {
		write(UPDATE, creative).update();
	}

	private JdbcClient.StatementSpec write(String sql, Creative creative) {
		return this.jdbc.sql(sql)
			.param("accountId", creative.accountId())
			.param("creativeId", creative.creativeId())
			.param("name", creative.name())
			.param("formatId", creative.formatId())
			.param("assets", creative.assets())
			.param("status", creative.status())
			.param("updatedAt", creative.updatedAt().atOffset(ZoneOffset.UTC));
	}

	void assign(Assignment assignment) {
		this.jdbc.sql(ASSIGN)
			.param("packageId", assignment.packageId())
			.param("accountId", assignment.accountId())
			.param("creativeId", assignment.creativeId())
			.param("assignedAt", assignment.assignedAt().atOffset(ZoneOffset.UTC))
			.update();
	}

	void unassignAll(String packageId) {
		this.jdbc.sql(UNASSIGN_ALL).param("packageId", packageId).update();
	}

	List<Assignment> findAssignmentsOfPackages(Collection<String> packageIds) {
		if (packageIds.isEmpty()) {
			return List.of();
		}
		return this.jdbc.sql(SELECT_BY_PACKAGES).param("packageIds", packageIds).query(Assignment.class).list();
	}

	List<Assignment> findAssignmentsOfAccounts(Collection<String> accountIds) {
		if (accountIds.isEmpty()) {
			return List.of();
		}
		return this.jdbc.sql(SELECT_BY_ACCOUNTS).param("accountIds", accountIds).query(Assignment.class).list();
	}

}
