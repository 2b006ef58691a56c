-- The moment of the newest progress that a webhook has told: what is older comes late.
ALTER TABLE ${table} ADD COLUMN told_at timestamp(6) with time zone;
