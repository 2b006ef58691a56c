-- A large media buy is 'waiting' for its order at the ad server, and then 'ordered' or 'refused'. Smaller ones have no
-- such state. Nobody is shown a buy that is not ordered.
ALTER TABLE media_buy ADD COLUMN order_state VARCHAR(10);

ALTER TABLE media_buy ADD COLUMN order_id VARCHAR(100);
