-- The sample sends none of its own any more.
DROP TABLE webhook;

DROP TABLE event_publication;
