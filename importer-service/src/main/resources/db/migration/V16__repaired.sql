-- Texts that held characters which PostgreSQL cannot.
ALTER TABLE import.batch ADD COLUMN repaired integer NOT NULL DEFAULT 0;

-- What was last imported of an object from an org.
CREATE INDEX object_run_org ON import.object_run (organization_id, object, sf_org_id, created_at);
