-- The idempotency records. A row without a response is a tombstone: its key is known, and expired.
CREATE TABLE ${table} (
	id uuid NOT NULL PRIMARY KEY,
	task varchar(100) NOT NULL,
	payload_hash varbinary(32) NOT NULL,
	response binary large object,
	expires_at timestamp(6) with time zone NOT NULL
);

CREATE INDEX ${table_name}_expires_at ON ${table} (expires_at);

-- What all nodes of the seller have to agree on, such as the salt of account hashes.
CREATE TABLE ${table}_setting (
	name varchar(100) NOT NULL PRIMARY KEY,
	setting_value varchar(200) NOT NULL
);
