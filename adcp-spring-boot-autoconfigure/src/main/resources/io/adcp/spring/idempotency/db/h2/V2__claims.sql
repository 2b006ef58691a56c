-- The claims of handlers that call other systems, beside a row in ${table} whose response is empty.
CREATE TABLE ${table}_claim (
	id uuid NOT NULL PRIMARY KEY,
	owner uuid NOT NULL,
	run int NOT NULL,
	opened_at timestamp(6) with time zone NOT NULL,
	calls character large object NOT NULL
);
