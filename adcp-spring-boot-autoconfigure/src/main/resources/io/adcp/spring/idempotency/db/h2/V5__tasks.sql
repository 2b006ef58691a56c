-- The tasks that finish later. Who owns a task, what it was asked and what it answered stand in texts that
-- are encrypted where keys are set; owner is a hash of agent and account.
CREATE TABLE ${table}_task (
	id uuid NOT NULL PRIMARY KEY,
	owner uuid NOT NULL,
	record_id uuid,
	task varchar(100) NOT NULL,
	state varchar(20) NOT NULL,
	work_name varchar(100),
	run int NOT NULL,
	has_webhook boolean NOT NULL,
	details binary large object NOT NULL,
	calls binary large object,
	answer binary large object,
	busy_until timestamp(6) with time zone,
	created_at timestamp(6) with time zone NOT NULL,
	updated_at timestamp(6) with time zone NOT NULL,
	ended_at timestamp(6) with time zone
);

CREATE INDEX ${table_name}_task_owner ON ${table}_task (owner, created_at);

CREATE INDEX ${table_name}_task_ended_at ON ${table}_task (ended_at);
