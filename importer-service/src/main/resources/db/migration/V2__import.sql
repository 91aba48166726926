-- The importer's own state.

-- The credentials of a migration, as they came: sealed. One replica receives a renewal, all of them need it.
CREATE TABLE import.connection (
    migration_id text PRIMARY KEY,
    organization_id uuid NOT NULL,
    revision bigint NOT NULL,
    sealed_token text NOT NULL,
    -- The last revision that Salesforce refused; nothing is asked with it any more.
    rejected_revision bigint NOT NULL DEFAULT 0
);

-- One object of one run. Whoever holds the lease drives it; epoch counts the holders, and every change says which one
-- it belongs to, so that a holder that wakes late writes nothing.
CREATE TABLE import.object_run (
    id uuid PRIMARY KEY,
    migration_id text NOT NULL,
    organization_id uuid NOT NULL,
    sf_org_id text COLLATE "C" NOT NULL,
    run integer NOT NULL,
    object text NOT NULL,
    target text NOT NULL,
    command jsonb NOT NULL,
    status text NOT NULL DEFAULT 'pending' CHECK (status IN
        ('pending', 'extracting', 'importing', 'linking', 'completed', 'completed_with_errors', 'failed', 'skipped')),
    -- Counts the extractions; pages, batches and rejects of an earlier one no longer count.
    attempt integer NOT NULL DEFAULT 0,
    job_id text,
    job_polls integer NOT NULL DEFAULT 0,
    next_poll_at timestamptz,
    records_total bigint NOT NULL,
    -- What Salesforce said that it delivered; null until it has said so.
    delivered bigint,
    imported bigint NOT NULL DEFAULT 0,
    updated bigint NOT NULL DEFAULT 0,
    unchanged bigint NOT NULL DEFAULT 0,
    merged bigint NOT NULL DEFAULT 0,
    skipped bigint NOT NULL DEFAULT 0,
    failed bigint NOT NULL DEFAULT 0,
    api_calls bigint NOT NULL DEFAULT 0,
    sequence bigint NOT NULL DEFAULT 0,
    failure jsonb,
    traceparent text NOT NULL,
    lease_owner text,
    lease_until timestamptz,
    epoch bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    finished_at timestamptz,
    UNIQUE (migration_id, run, object),
    -- The conservation identity: nobody completes an object that does not account for every record.
    CONSTRAINT every_record_is_accounted_for CHECK (status NOT IN ('completed', 'completed_with_errors')
        OR (delivered IS NOT NULL AND imported + updated + unchanged + merged + skipped + failed = delivered)),
    CONSTRAINT completed_means_without_errors CHECK (status <> 'completed' OR failed = 0),
    CONSTRAINT errors_are_there_if_said CHECK (status <> 'completed_with_errors' OR failed > 0)
);
CREATE INDEX object_run_active ON import.object_run (lease_until)
    WHERE status IN ('pending', 'extracting', 'importing', 'linking');

-- One page of an extraction.
CREATE TABLE import.page (
    object_run uuid NOT NULL REFERENCES import.object_run,
    attempt integer NOT NULL,
    page_no integer NOT NULL,
    locator text,
    -- Null while it waits for room.
    announced_at timestamptz,
    -- Moves while somebody works on it.
    touched_at timestamptz,
    -- How many records all pages have together, where the page said so.
    total bigint,
    -- Set when the page is done: how many records it had.
    records bigint,
    is_last boolean NOT NULL DEFAULT false,
    failures integer NOT NULL DEFAULT 0,
    failure jsonb,
    -- Not announced again before: a page that failed waits longer each time.
    not_before timestamptz,
    PRIMARY KEY (object_run, attempt, page_no)
);

-- One batch of a page: the checkpoint, written with the rows that it counts.
CREATE TABLE import.batch (
    object_run uuid NOT NULL REFERENCES import.object_run,
    attempt integer NOT NULL,
    page_no integer NOT NULL,
    batch_no integer NOT NULL,
    imported integer NOT NULL,
    updated integer NOT NULL,
    unchanged integer NOT NULL,
    merged integer NOT NULL,
    skipped integer NOT NULL,
    failed integer NOT NULL,
    -- Per reference field: how many were filled, pointed out of scope, or belonged to a rejected record.
    reference_counts jsonb NOT NULL,
    PRIMARY KEY (object_run, attempt, page_no, batch_no)
);

-- A record that is not in the CRM, and why.
CREATE TABLE import.reject (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organization_id uuid NOT NULL,
    object_run uuid NOT NULL REFERENCES import.object_run,
    attempt integer NOT NULL,
    page_no integer NOT NULL,
    batch_no integer NOT NULL,
    sf_id text COLLATE "C" NOT NULL,
    state text NOT NULL CHECK (state IN ('failed', 'skipped')),
    field text,
    code text NOT NULL,
    message text NOT NULL,
    hint text
);
CREATE INDEX reject_object_run ON import.reject (object_run, attempt, id);
CREATE INDEX reject_sf_id ON import.reject (organization_id, sf_id);

-- References whose parent has not arrived: linked in the link step, parked for good if the parent never comes.
CREATE TABLE import.unlinked (
    organization_id uuid NOT NULL,
    target text NOT NULL,
    column_name text NOT NULL,
    sf_id text COLLATE "C" NOT NULL,
    parent_target text NOT NULL,
    parent_sf_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (organization_id, target, sf_id, column_name)
);
CREATE INDEX unlinked_parent ON import.unlinked (organization_id, parent_target, parent_sf_id);

CREATE TABLE import.validation (
    migration_id text NOT NULL,
    validation integer NOT NULL,
    organization_id uuid NOT NULL,
    run integer NOT NULL,
    traceparent text NOT NULL,
    lease_until timestamptz,
    result jsonb,
    validated_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (migration_id, validation)
);

CREATE TABLE import.outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic text NOT NULL,
    message_key text NOT NULL,
    ce_id text NOT NULL,
    ce_type text NOT NULL,
    ce_source text NOT NULL,
    ce_subject text NOT NULL,
    ce_time timestamptz NOT NULL,
    traceparent text NOT NULL,
    payload text NOT NULL
);
