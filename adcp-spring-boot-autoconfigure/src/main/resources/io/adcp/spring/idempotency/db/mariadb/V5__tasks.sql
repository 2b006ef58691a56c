-- The tasks that finish later. Who owns a task, what it was asked and what it answered stand in texts that
-- are encrypted where keys are set; owner is a hash of agent and account.
CREATE TABLE ${table}_task (
	id binary(16) NOT NULL PRIMARY KEY,
	owner binary(16) NOT NULL,
	record_id binary(16),
	task varchar(100) NOT NULL,
	state varchar(20) NOT NULL,
	work_name varchar(100),
	run int NOT NULL,
	has_webhook boolean NOT NULL,
	details longblob NOT NULL,
	calls longblob,
	answer longblob,
	busy_until datetime(6),
	created_at datetime(6) NOT NULL,
	updated_at datetime(6) NOT NULL,
	ended_at datetime(6)
);

CREATE INDEX ${table_name}_task_owner ON ${table}_task (owner, created_at);

CREATE INDEX ${table_name}_task_ended_at ON ${table}_task (ended_at);
