-- The table of Spring Modulith's event publication registry, with types that H2 and PostgreSQL share.
CREATE TABLE event_publication (
	id                     UUID                     NOT NULL PRIMARY KEY,
	listener_id            VARCHAR(512)             NOT NULL,
	event_type             VARCHAR(512)             NOT NULL,
	serialized_event       VARCHAR(4000)            NOT NULL,
	publication_date       TIMESTAMP WITH TIME ZONE NOT NULL,
	completion_date        TIMESTAMP WITH TIME ZONE,
	status                 VARCHAR(20),
	completion_attempts    INTEGER,
	last_resubmission_date TIMESTAMP WITH TIME ZONE
);

CREATE INDEX event_publication_by_completion_date ON event_publication (completion_date);

CREATE INDEX event_publication_by_event ON event_publication (serialized_event);

-- The body is kept as it is sent, so that every attempt carries the same bytes and the same key.
CREATE TABLE webhook (
	id               UUID                     NOT NULL PRIMARY KEY,
	url              TEXT                     NOT NULL,
	body             TEXT                     NOT NULL,
	auth_scheme      VARCHAR(20),
	auth_credentials TEXT,
	state            VARCHAR(20)              NOT NULL,
	attempts         INTEGER                  NOT NULL,
	problem          VARCHAR(500),
	created_at       TIMESTAMP WITH TIME ZONE NOT NULL,
	updated_at       TIMESTAMP WITH TIME ZONE NOT NULL
);

-- How a buyer whose key has expired finds the buy again.
CREATE INDEX media_buy_by_buyer_ref ON media_buy (agent, account_id, buyer_ref);

CREATE INDEX media_buy_by_po_number ON media_buy (agent, account_id, po_number);

CREATE INDEX media_buy_package_by_media_buy ON media_buy_package (media_buy_id);
