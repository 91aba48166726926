-- Ways into Salesforce that this product logged in to by itself. Secrets are sealed under the storage key.

CREATE TABLE connection (
    id                   text COLLATE "C" PRIMARY KEY,
    organization_id      uuid        NOT NULL,
    grant_type           text        NOT NULL
        CHECK (grant_type IN ('authorization_code', 'client_credentials', 'jwt_bearer', 'access_token')),
    status               text        NOT NULL CHECK (status IN ('pending', 'connected', 'expired', 'failed', 'revoked')),
    login_url            text        NOT NULL,
    -- Null where the installation's own app is used.
    client_id            text,
    username             text,
    instance_url         text,
    sf_org_id            text,
    sealed_client_secret text,
    sealed_access_token  text,
    sealed_refresh_token text,
    -- Counts the access tokens, from 1; 0 before the first.
    revision             bigint      NOT NULL,
    error_code           text,
    error_type           text,
    error_message        text,
    error_hint           text,
    created_at           timestamptz NOT NULL,
    connected_at         timestamptz,
    renewed_at           timestamptz
);

-- A log-in that is under way in somebody's browser. Neither state nor cookie are kept, only what they can be recognised by.
CREATE TABLE connection_login (
    state_hash      text COLLATE "C" PRIMARY KEY,
    connection_id   text COLLATE "C" NOT NULL REFERENCES connection ON DELETE CASCADE,
    cookie_hash     text             NOT NULL,
    sealed_verifier text             NOT NULL,
    redirect_uri    text             NOT NULL,
    expires_at      timestamptz      NOT NULL
);
CREATE INDEX connection_login_of ON connection_login (connection_id);

-- Which migration takes its access tokens from which connection, and the renewals that are due.
CREATE TABLE connection_use (
    migration_id        text COLLATE "C" PRIMARY KEY REFERENCES migration ON DELETE CASCADE,
    -- Null once the connection is removed; a renewal that is due then has to be given up.
    connection_id       text COLLATE "C" REFERENCES connection ON DELETE SET NULL,
    -- The connection's revision that the migration's present token is.
    connection_revision bigint           NOT NULL,
    -- The migration's credential revision that Salesforce refused; null while none is to be renewed.
    refused_revision    bigint,
    attempt_at          timestamptz,
    attempts            integer          NOT NULL,
    renewed_at          timestamptz,
    -- How much the migration had read when it got its present token.
    renewed_at_work     bigint           NOT NULL
);
CREATE INDEX connection_use_of ON connection_use (connection_id);
CREATE INDEX connection_use_due ON connection_use (attempt_at) WHERE refused_revision IS NOT NULL;
