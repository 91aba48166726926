-- Who did what, when, from where. Rows are only ever added; they outlive what they tell of, so nothing is referenced.
CREATE TABLE audit (
    id              text COLLATE "C" PRIMARY KEY,
    organization_id uuid             NOT NULL,
    subject         text COLLATE "C" NOT NULL,
    action          text             NOT NULL,
    actor           text             NOT NULL,
    actor_name      text,
    remote_address  text,
    status_before   text,
    status_after    text,
    trace_id        text             NOT NULL,
    at              timestamptz      NOT NULL
);

-- ULIDs sort by age, so the list needs no other order.
CREATE INDEX audit_newest ON audit (organization_id, subject, id DESC);
