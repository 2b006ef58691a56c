-- What became of each campaign. Its call, with the key and the bytes, is in the starter's
-- book: adcp_call, by call_id.
CREATE TABLE campaign (
	campaign_id VARCHAR(64) PRIMARY KEY,
	campaign_name VARCHAR(1000),
	call_id VARCHAR(36) NOT NULL UNIQUE,
	shown_key VARCHAR(8) NOT NULL,
	request VARCHAR(1000000) NOT NULL,
	state VARCHAR(10) NOT NULL CHECK (state IN ('OPEN', 'BOOKED', 'REFUSED')),
	attempts INTEGER NOT NULL,
	replayed BOOLEAN NOT NULL,
	media_buy_id VARCHAR(255),
	error_code VARCHAR(255),
	error_message VARCHAR(100000),
	error_field VARCHAR(1000)
);
