-- Work that is due, as db-scheduler keeps it. What there is to do stands in rows of the seller's.
CREATE TABLE ${table}_work (
	task_name varchar(100) NOT NULL,
	task_instance varchar(100) NOT NULL,
	task_data binary large object,
	execution_time timestamp(6) NOT NULL,
	picked boolean NOT NULL,
	picked_by varchar(100),
	last_success timestamp(6),
	last_failure timestamp(6),
	consecutive_failures int,
	last_heartbeat timestamp(6),
	version bigint NOT NULL,
	priority smallint,
	PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX ${table_name}_work_execution_time ON ${table}_work (execution_time);

CREATE INDEX ${table_name}_work_last_heartbeat ON ${table}_work (last_heartbeat);
