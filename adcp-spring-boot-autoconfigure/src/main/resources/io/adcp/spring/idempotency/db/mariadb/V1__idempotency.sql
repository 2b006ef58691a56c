-- The idempotency records. A row without a response is a tombstone: its key is known, and expired.
CREATE TABLE ${table} (
	id binary(16) NOT NULL PRIMARY KEY,
	task varchar(100) NOT NULL,
	payload_hash binary(32) NOT NULL,
	response longblob,
	expires_at datetime(6) NOT NULL
);

CREATE INDEX ${table_name}_expires_at ON ${table} (expires_at);

-- What all nodes of the seller have to agree on, such as the salt of account hashes.
CREATE TABLE ${table}_setting (
	name varchar(100) NOT NULL PRIMARY KEY,
	setting_value varchar(200) NOT NULL
);
