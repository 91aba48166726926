-- What the gateway last said about the run of a migration; a message with an older revision changes nothing.
CREATE TABLE import.control (
    migration_id text PRIMARY KEY,
    organization_id uuid NOT NULL,
    -- 0 as long as the gateway has said nothing.
    revision bigint NOT NULL,
    action text NOT NULL CHECK (action IN ('pause', 'resume', 'cancel')),
    -- The last revision under which Salesforce's limit was reached; nothing is asked until the gateway says more.
    limited_revision bigint NOT NULL DEFAULT -1
);

-- Where the credentials are valid, if that has changed since the objects were asked for.
ALTER TABLE import.connection ADD COLUMN instance_url text;

-- What an object of a migration may do now. Every object that was asked for has a row in import.connection.
CREATE VIEW import.standing AS
SELECT c.migration_id,
       CASE
           WHEN k.action = 'cancel' THEN 'cancelled'
           WHEN k.action = 'pause' OR k.limited_revision >= k.revision OR c.rejected_revision >= c.revision THEN 'held'
           ELSE 'free'
       END AS standing
FROM import.connection c LEFT JOIN import.control k USING (migration_id);
