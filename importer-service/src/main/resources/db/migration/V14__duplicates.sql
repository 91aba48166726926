-- Looking for duplicates before an object is loaded.

-- The form in which two values are compared; null for a blank, which matches nothing.
CREATE FUNCTION import.match_key(kind text, value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT nullif(CASE kind
        WHEN 'email' THEN lower(btrim(value))
        -- The host of a web address, without www.
        WHEN 'domain' THEN regexp_replace(
            regexp_replace(lower(btrim(value)), '^([a-z]+://)?(www\.)?', ''), '[/:?#].*$', '')
        -- Digits only; +49 and 0049 are the same.
        WHEN 'phone' THEN regexp_replace(regexp_replace(value, '[^0-9]', '', 'g'), '^0+', '')
        WHEN 'postal_code' THEN upper(regexp_replace(value, '[^[:alnum:]]', '', 'g'))
        ELSE btrim(lower(regexp_replace(value, '[[:space:][:punct:]]+', ' ', 'g')))
    END, '')
$$;

-- A UUID of version 7; PostgreSQL has none of its own before 18.
CREATE FUNCTION import.uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE AS $$
    SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
        52, 1), 53, 1), 'hex')::uuid
$$;

-- How far the look-out for duplicates of an object is.
CREATE TABLE import.matching (
    object_run uuid PRIMARY KEY REFERENCES import.object_run,
    tries integer NOT NULL DEFAULT 1,
    -- Bulk job; null if the keys are read by REST.
    job_id text,
    polls integer NOT NULL DEFAULT 0,
    next_poll_at timestamptz,
    -- The result can be read.
    readable boolean NOT NULL,
    -- Where the next page begins; null for the first.
    locator text,
    ended boolean NOT NULL DEFAULT false,
    decided boolean NOT NULL DEFAULT false
);

-- Ids and keys of an object's records: one key per alternative of match_on.
CREATE TABLE import.staged (
    object_run uuid NOT NULL REFERENCES import.object_run,
    sf_id text COLLATE "C" NOT NULL,
    born timestamptz,
    keys text[] NOT NULL,
    PRIMARY KEY (object_run, sf_id)
);
