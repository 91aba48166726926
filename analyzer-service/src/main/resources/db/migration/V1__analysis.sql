-- One row per analysis. Work hangs on it, not on the Kafka record: whoever holds the lease works, and every change of
-- its state names the epoch, so that a holder that wakes late writes nothing.
CREATE TABLE run (
    migration_id        text        NOT NULL,
    analysis            integer     NOT NULL,
    organization_id     text        NOT NULL,
    instance_url        text        NOT NULL,
    -- Sealed with the transport key; forgotten when the analysis ends.
    sealed_token        text,
    credential_revision bigint      NOT NULL,
    traceparent         text        NOT NULL,
    status              text        NOT NULL DEFAULT 'pending'
                        CHECK (status IN ('pending', 'running', 'completed', 'failed', 'superseded')),
    epoch               bigint      NOT NULL DEFAULT 0,
    lease_until         timestamptz,
    -- How often it was taken up since it last got on.
    attempts            integer     NOT NULL DEFAULT 0,
    -- What is to be analysed; null until the org was asked.
    scope               jsonb,
    created_at          timestamptz NOT NULL DEFAULT now(),
    updated_at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (migration_id, analysis)
);
CREATE INDEX run_to_do ON run (created_at) WHERE status IN ('pending', 'running');

-- One row per finished object: it is never described again, whatever crashes.
CREATE TABLE finished_object (
    migration_id text        NOT NULL,
    analysis     integer     NOT NULL,
    object       text        NOT NULL,
    -- Exactly one of the two: what was found out, or why Salesforce refused.
    result       jsonb,
    refusal      jsonb,
    finished_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (migration_id, analysis, object),
    FOREIGN KEY (migration_id, analysis) REFERENCES run ON DELETE CASCADE,
    CHECK ((result IS NULL) <> (refusal IS NULL))
);

CREATE TABLE outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic       text NOT NULL,
    message_key text NOT NULL,
    ce_id       text NOT NULL,
    ce_type     text NOT NULL,
    ce_source   text NOT NULL,
    ce_subject  text NOT NULL,
    ce_time     timestamptz NOT NULL,
    traceparent text NOT NULL,
    payload     text NOT NULL
);
