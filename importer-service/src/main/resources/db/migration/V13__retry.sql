-- How often the object was tried again within its run, and what that takes: everything, or the rejected records alone.
ALTER TABLE import.object_run ADD COLUMN retry integer NOT NULL DEFAULT 0;
ALTER TABLE import.object_run ADD COLUMN redo text NOT NULL DEFAULT 'all' CHECK (redo IN ('all', 'rejected'));
-- The first extraction of the present retry: an object is given up after so many of them, not after earlier ones.
ALTER TABLE import.object_run ADD COLUMN first_attempt integer NOT NULL DEFAULT 1;

-- Of a page that reads rejected records again: their ids. The records count for the page that first delivered them.
ALTER TABLE import.page ADD COLUMN ids text[];
ALTER TABLE import.page ADD COLUMN retry integer NOT NULL DEFAULT 0;

-- Its record is being tried again; gone once the object has settled.
ALTER TABLE import.reject ADD COLUMN retried boolean NOT NULL DEFAULT false;
