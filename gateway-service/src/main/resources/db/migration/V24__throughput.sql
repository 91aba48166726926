-- When the object's import began and ended, for telling how fast this installation is. Null before this release.
ALTER TABLE migration_object ADD COLUMN started_at timestamptz, ADD COLUMN finished_at timestamptz;
