-- Custom objects, their records, and what records point to by look-ups that have no column.

CREATE TABLE crm.custom_objects (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    key text NOT NULL CHECK (key ~ '^[a-z][a-z0-9_]{0,62}$'),
    label text NOT NULL,
    -- The Salesforce object whose records come here; null for one that was made in the CRM.
    sf_object text,
    migration_id text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (organization_id, key)
);

CREATE TABLE crm.custom_records (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    owner_id uuid REFERENCES crm.users,
    object_key text NOT NULL,
    name text,
    queue text,
    fields jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    imported_at timestamptz,
    migration_id text,
    changed_migration_id text,
    import_hash bigint,
    sf_org_id text COLLATE "C",
    sf_owner_id text COLLATE "C",
    sf_id text COLLATE "C" CHECK (length(sf_id) = 18),
    UNIQUE (organization_id, sf_id),
    FOREIGN KEY (organization_id, object_key) REFERENCES crm.custom_objects (organization_id, key)
);
CREATE INDEX custom_records_name ON crm.custom_records (organization_id, object_key, name);

-- One row per record and field: a record of one table (entity, record_id) points to one of another (target, target_id).
CREATE TABLE crm.record_references (
    organization_id uuid NOT NULL,
    entity text NOT NULL,
    record_id uuid NOT NULL,
    field_key text NOT NULL CHECK (field_key ~ '^[a-z][a-z0-9_]{0,62}$'),
    target text NOT NULL,
    target_id uuid NOT NULL,
    PRIMARY KEY (record_id, field_key)
);

-- Both ends are real: a column per table, computed from the pair, carries the foreign key. What is deleted takes the
-- references from it and to it along.
DO $$
DECLARE
    relation text;
    relations text[] := ARRAY['users', 'accounts', 'contacts', 'leads', 'products', 'opportunities',
        'opportunity_products', 'cases', 'case_comments', 'activities', 'custom_records'];
BEGIN
    EXECUTE format('ALTER TABLE crm.record_references ADD CHECK (entity = ANY (%L)), ADD CHECK (target = ANY (%1$L))',
        relations);
    FOREACH relation IN ARRAY relations LOOP
        EXECUTE format('ALTER TABLE crm.record_references
            ADD COLUMN of_%1$s uuid GENERATED ALWAYS AS (CASE WHEN entity = %1$L THEN record_id END) STORED
                REFERENCES crm.%1$I ON DELETE CASCADE,
            ADD COLUMN to_%1$s uuid GENERATED ALWAYS AS (CASE WHEN target = %1$L THEN target_id END) STORED
                REFERENCES crm.%1$I ON DELETE CASCADE', relation);
        EXECUTE format('CREATE INDEX record_references_of_%1$s ON crm.record_references (of_%1$s)
            WHERE of_%1$s IS NOT NULL', relation);
        EXECUTE format('CREATE INDEX record_references_to_%1$s ON crm.record_references (to_%1$s)
            WHERE to_%1$s IS NOT NULL', relation);
    END LOOP;
END
$$;
