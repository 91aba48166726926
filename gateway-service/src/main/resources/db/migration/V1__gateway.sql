-- The gateway's own state. Nobody else reads or writes this schema.

CREATE TABLE migration (
    id                  text COLLATE "C" PRIMARY KEY,
    organization_id     uuid        NOT NULL,
    name                text        NOT NULL,
    instance_url        text        NOT NULL,
    credential_revision bigint      NOT NULL,
    status              text        NOT NULL,
    pause_reason        text,
    resume_at           timestamptz,
    sf_org_id           text,
    sf_org_name         text,
    sf_edition          text,
    is_sandbox          boolean,
    api_version         text,
    analysis            integer     NOT NULL,
    objects_total       integer     NOT NULL,
    objects_analyzed    integer     NOT NULL,
    readiness_score     integer,
    run                 integer     NOT NULL,
    validation          integer     NOT NULL,
    started_at          timestamptz,
    finished_at         timestamptz,
    error_code          text,
    error_type          text,
    error_message       text,
    error_hint          text,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    sequence            bigint      NOT NULL
);

-- ULIDs sort by age, so the list needs no other order.
CREATE INDEX migration_newest ON migration (organization_id, id DESC);
CREATE INDEX migration_newest_by_status ON migration (organization_id, status, id DESC);
CREATE INDEX migration_by_org ON migration (organization_id, sf_org_id) WHERE sf_org_id IS NOT NULL;

CREATE TABLE migration_object (
    migration_id       text COLLATE "C" NOT NULL REFERENCES migration ON DELETE CASCADE,
    object             text COLLATE "C" NOT NULL,
    target             text             NOT NULL,
    wave               integer          NOT NULL,
    status             text             NOT NULL,
    dispatched         boolean          NOT NULL,
    sequence           bigint           NOT NULL,
    records_total      bigint           NOT NULL,
    records_processed  bigint           NOT NULL,
    imported           bigint           NOT NULL,
    updated            bigint           NOT NULL,
    unchanged          bigint           NOT NULL,
    merged             bigint           NOT NULL,
    skipped            bigint           NOT NULL,
    failed             bigint           NOT NULL,
    records_per_second double precision NOT NULL,
    api_calls_used     bigint           NOT NULL,
    depends_on         text[]           NOT NULL,
    requires           text[]           NOT NULL,
    error_code         text,
    error_type         text,
    error_message      text,
    error_hint         text,
    PRIMARY KEY (migration_id, object)
);

-- What the importer is told about an object, all but the token; compiled once, when the run begins.
CREATE TABLE assignment (
    migration_id text COLLATE "C" NOT NULL REFERENCES migration ON DELETE CASCADE,
    object       text COLLATE "C" NOT NULL,
    document     jsonb            NOT NULL,
    PRIMARY KEY (migration_id, object)
);

CREATE TABLE analysis (
    migration_id text COLLATE "C" PRIMARY KEY REFERENCES migration ON DELETE CASCADE,
    conclusion   jsonb       NOT NULL,
    generated_at timestamptz NOT NULL
);

CREATE TABLE analysis_object (
    migration_id  text COLLATE "C" NOT NULL REFERENCES migration ON DELETE CASCADE,
    object        text COLLATE "C" NOT NULL,
    report        jsonb            NOT NULL,
    suggestion    jsonb            NOT NULL,
    custom_fields jsonb            NOT NULL,
    PRIMARY KEY (migration_id, object)
);

CREATE TABLE configuration (
    migration_id text COLLATE "C" PRIMARY KEY REFERENCES migration ON DELETE CASCADE,
    document     jsonb       NOT NULL,
    updated_at   timestamptz NOT NULL
);

-- Sealed under the storage key, which only the gateway mounts.
CREATE TABLE credentials (
    migration_id text COLLATE "C" PRIMARY KEY REFERENCES migration ON DELETE CASCADE,
    sealed_token text        NOT NULL,
    revision     bigint      NOT NULL,
    created_at   timestamptz NOT NULL
);

CREATE TABLE outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic       text        NOT NULL,
    message_key text        NOT NULL,
    ce_id       text        NOT NULL,
    ce_type     text        NOT NULL,
    ce_source   text        NOT NULL,
    ce_subject  text        NOT NULL,
    ce_time     timestamptz NOT NULL,
    traceparent text        NOT NULL,
    payload     text        NOT NULL
);
