-- The last revision of what the importer was told about the run: pause, resume, cancel. 0 before the first.
ALTER TABLE migration ADD COLUMN control_revision bigint NOT NULL DEFAULT 0;
-- How often the object was tried again within the run.
ALTER TABLE migration_object ADD COLUMN retry integer NOT NULL DEFAULT 0;

-- Who wakes by itself, and when.
CREATE INDEX migration_waking ON migration (resume_at) WHERE status = 'paused' AND resume_at IS NOT NULL;
