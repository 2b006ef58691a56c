-- Webhooks: due, delivered or given up. The content is dropped at the end.
CREATE TABLE ${table}_webhook (
	id varchar(36) NOT NULL PRIMARY KEY,
	task_id varchar(255) NOT NULL,
	event_number integer NOT NULL,
	state varchar(10) NOT NULL,
	content bytea,
	attempts integer NOT NULL,
	last_result varchar(200),
	created_at timestamp(6) with time zone NOT NULL,
	first_attempt_at timestamp(6) with time zone,
	ended_at timestamp(6) with time zone,
	UNIQUE (task_id, event_number)
);

CREATE INDEX ${table_name}_webhook_state ON ${table}_webhook (state);
