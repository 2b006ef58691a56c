-- The calls that this application has decided on as a buyer. A settled row has neither key nor bytes.
CREATE TABLE ${table} (
	id varchar(36) NOT NULL PRIMARY KEY,
	agent varchar(255) NOT NULL,
	task varchar(100) NOT NULL,
	task_id varchar(255),
	frozen_call character large object,
	status varchar(20) NOT NULL,
	fingerprint varchar(64),
	created_at timestamp(6) with time zone NOT NULL,
	settled_at timestamp(6) with time zone
);

CREATE INDEX ${table_name}_unsettled ON ${table} (agent, settled_at, id);

-- The webhooks that were taken: each key of a sender stands for one body.
CREATE TABLE ${table}_event (
	id varchar(64) NOT NULL PRIMARY KEY,
	fingerprint varchar(64) NOT NULL,
	expires_at timestamp(6) with time zone NOT NULL
);

CREATE INDEX ${table_name}_event_expires_at ON ${table}_event (expires_at);

-- The nonces of signatures that were accepted.
CREATE TABLE ${table}_nonce (
	id varchar(64) NOT NULL PRIMARY KEY,
	signer varchar(64) NOT NULL,
	expires_at timestamp(6) with time zone NOT NULL
);

CREATE INDEX ${table_name}_nonce_expires_at ON ${table}_nonce (signer, expires_at);
