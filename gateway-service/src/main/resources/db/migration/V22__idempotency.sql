-- One row per Idempotency-Key of the last 24 hours. The body is only kept as an HMAC, the answer sealed.
CREATE TABLE idempotency (
    organization_id uuid             NOT NULL,
    route           text COLLATE "C" NOT NULL,
    key             text COLLATE "C" NOT NULL,
    fingerprint     text             NOT NULL,
    -- Which attempt may answer, and until when nobody else may try.
    holder          uuid             NOT NULL,
    held_until      timestamptz      NOT NULL,
    -- What the request changed, written in the transaction of the change: whoever takes over does not change it again.
    subject         text,
    answer          text,
    created_at      timestamptz      NOT NULL,
    PRIMARY KEY (organization_id, route, key)
);

CREATE INDEX idempotency_oldest ON idempotency (created_at);
