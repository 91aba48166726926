-- When the present attempt began to read; null for those that began before this was noted.
ALTER TABLE import.object_run ADD COLUMN attempt_at timestamptz;
