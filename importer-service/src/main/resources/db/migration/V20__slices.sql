-- A part of an extraction that one query asks for: the whole object, or a range of it where the whole runs too long.
CREATE TABLE import.slice (
    object_run uuid NOT NULL REFERENCES import.object_run,
    attempt integer NOT NULL,
    slice_no integer NOT NULL,
    -- From inclusive, until exclusive; null where there is no bound. Together the slices are the whole object.
    created_from timestamptz,
    created_until timestamptz,
    id_from text COLLATE "C",
    id_until text COLLATE "C",
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN
        ('waiting', 'running', 'listing', 'paged', 'slow', 'split')),
    -- Salesforce offers no Bulk API for the object.
    by_rest boolean NOT NULL DEFAULT false,
    -- Bulk job; null if the slice is read by REST, or not yet.
    job_id text,
    polls integer NOT NULL DEFAULT 0,
    next_poll_at timestamptz,
    -- Where the list of the job's pages goes on; null at its beginning.
    page_list text,
    -- How many records Salesforce says that the slice has; null until it has said so.
    promised bigint,
    PRIMARY KEY (object_run, attempt, slice_no)
);

-- Extractions that are under way: those that have no pages yet ask once more.
INSERT INTO import.slice (object_run, attempt, slice_no, state, job_id, promised)
SELECT id, attempt, 0, CASE status WHEN 'extracting' THEN 'waiting' ELSE 'paged' END, job_id, delivered
FROM import.object_run WHERE attempt > 0;

ALTER TABLE import.object_run DROP COLUMN job_id, DROP COLUMN job_polls, DROP COLUMN next_poll_at;
-- In how many queries the columns are read, each with the record's id.
ALTER TABLE import.object_run ADD COLUMN column_groups integer NOT NULL DEFAULT 1 CHECK (column_groups > 0);

ALTER TABLE import.page ADD COLUMN slice_no integer NOT NULL DEFAULT 0;
CREATE INDEX page_last ON import.page (object_run, attempt, slice_no) WHERE is_last;
-- Of a list that Salesforce gave: the next page is known already.
ALTER TABLE import.page ADD COLUMN listed boolean NOT NULL DEFAULT false;
-- Calls to Salesforce that it took, repeats included.
ALTER TABLE import.page ADD COLUMN calls integer NOT NULL DEFAULT 0;
UPDATE import.slice s SET promised = (SELECT max(p.total) FROM import.page p WHERE p.object_run = s.object_run
    AND p.attempt = s.attempt) WHERE promised IS NULL;
ALTER TABLE import.page DROP COLUMN total;
