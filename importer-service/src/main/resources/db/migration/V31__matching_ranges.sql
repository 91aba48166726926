-- The look-out for duplicates reads ids and keys range by range where Salesforce gives up on all of them: a row for each.
ALTER TABLE import.matching
    ADD COLUMN range_no integer NOT NULL DEFAULT 0,
    -- From inclusive, until exclusive; null where there is no bound. Together the ranges are the whole object.
    ADD COLUMN created_from timestamptz,
    ADD COLUMN created_until timestamptz,
    ADD COLUMN id_from text COLLATE "C",
    ADD COLUMN id_until text COLLATE "C",
    ADD COLUMN by_rest boolean NOT NULL DEFAULT false,
    ADD COLUMN state text NOT NULL DEFAULT 'waiting' CHECK (state IN
        ('waiting', 'running', 'readable', 'ended', 'slow', 'split'));

-- Those that are under way have one range, the whole object.
UPDATE import.matching SET by_rest = job_id IS NULL,
    state = CASE WHEN ended THEN 'ended' WHEN readable THEN 'readable' ELSE 'running' END;

ALTER TABLE import.matching
    DROP COLUMN readable,
    DROP COLUMN ended,
    DROP CONSTRAINT matching_pkey,
    ADD PRIMARY KEY (object_run, range_no);
