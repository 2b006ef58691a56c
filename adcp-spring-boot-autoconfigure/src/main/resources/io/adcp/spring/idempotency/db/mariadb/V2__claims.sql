-- The claims of handlers that call other systems, beside a row in ${table} whose response is empty.
CREATE TABLE ${table}_claim (
	id binary(16) NOT NULL PRIMARY KEY,
	owner binary(16) NOT NULL,
	run int NOT NULL,
	opened_at datetime(6) NOT NULL,
	calls longtext NOT NULL
);
