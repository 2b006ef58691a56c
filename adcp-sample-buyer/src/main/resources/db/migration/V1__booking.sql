-- A campaign is one intent to buy, so it has one key for its whole life, one frozen call
-- that is sent until an answer comes, and one outcome.
--
-- idempotency_key and frozen_call are secrets for as long as the seller's replay window
-- lasts: who has them can read the answer. Guard this database like the money it spends.
CREATE TABLE booking (
	campaign_id VARCHAR(64) PRIMARY KEY,
	campaign_name VARCHAR(1000),
	idempotency_key VARCHAR(255) NOT NULL UNIQUE,
	request VARCHAR(1000000) NOT NULL,
	frozen_call VARCHAR(1000000) NOT NULL,
	state VARCHAR(10) NOT NULL CHECK (state IN ('OPEN', 'BOOKED', 'REFUSED')),
	attempts INTEGER NOT NULL,
	replayed BOOLEAN NOT NULL,
	media_buy_id VARCHAR(255),
	error_code VARCHAR(255),
	error_message VARCHAR(100000),
	error_field VARCHAR(1000),
	stored_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
	answered_at TIMESTAMP(6) WITH TIME ZONE
);
