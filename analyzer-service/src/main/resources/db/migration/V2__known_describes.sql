-- Of a finished object only what the conclusion needs is kept: its fields have been told. Analyses under way describe
-- their objects again, once, after this upgrade.
DELETE FROM finished_object;
ALTER TABLE finished_object DROP COLUMN result, DROP COLUMN refusal, ADD COLUMN kept jsonb NOT NULL;

-- API calls of all holders, for the report.
ALTER TABLE run ADD COLUMN api_calls bigint NOT NULL DEFAULT 0;

-- Records a second that this installation has measured, by object, as the command says.
ALTER TABLE run ADD COLUMN measured jsonb NOT NULL DEFAULT '{}';

-- Describes with Salesforce's date, by who saw them: a later analysis asks only whether they have changed. Forgotten
-- after seven days. Text, compressed by PostgreSQL: it is only ever read as a whole.
CREATE TABLE known_describe (
    organization_id text        NOT NULL,
    org_id          text        NOT NULL,
    user_id         text        NOT NULL,
    api_version     text        NOT NULL,
    object          text        NOT NULL,
    last_modified   text        NOT NULL,
    describe        text        NOT NULL,
    stored_at       timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, org_id, user_id, api_version, object)
);
