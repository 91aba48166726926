-- Owners, parents of the same kind, duplicates.

-- The owner in Salesforce, a user or a queue, whoever owns the row here.
ALTER TABLE crm.accounts ADD COLUMN sf_owner_id text COLLATE "C";
ALTER TABLE crm.contacts ADD COLUMN sf_owner_id text COLLATE "C";
ALTER TABLE crm.leads ADD COLUMN sf_owner_id text COLLATE "C";
ALTER TABLE crm.products ADD COLUMN sf_owner_id text COLLATE "C";
ALTER TABLE crm.opportunities ADD COLUMN sf_owner_id text COLLATE "C";
ALTER TABLE crm.opportunity_products ADD COLUMN sf_owner_id text COLLATE "C";
ALTER TABLE crm.cases ADD COLUMN sf_owner_id text COLLATE "C";
ALTER TABLE crm.case_comments ADD COLUMN sf_owner_id text COLLATE "C";
ALTER TABLE crm.activities ADD COLUMN sf_owner_id text COLLATE "C";

-- Users who came to the CRM in another way are recognised by their e-mail address.
CREATE INDEX users_email ON crm.users (organization_id, lower(email)) WHERE email IS NOT NULL;
CREATE INDEX record_links_id ON crm.record_links (id);

-- Records that can be finished only when all of their object are read: they wait for a parent of their own kind, or
-- their values go to the record that they are merged into (survivor_id). cells and refs are those of the load plan.
CREATE TABLE import.held (
    object_run uuid NOT NULL REFERENCES import.object_run,
    attempt integer NOT NULL,
    sf_id text COLLATE "C" NOT NULL,
    survivor_id uuid,
    born timestamptz,
    hash bigint NOT NULL,
    custom text,
    cells text[] NOT NULL,
    refs text[] NOT NULL,
    PRIMARY KEY (object_run, attempt, sf_id)
);

-- What was decided about duplicates before their object was loaded. A record that others are merged into has its own_id
-- beforehand, so that they can point to it whoever comes first.
CREATE TABLE import.decision (
    object_run uuid NOT NULL REFERENCES import.object_run,
    sf_id text COLLATE "C" NOT NULL,
    own_id uuid,
    survivor_id uuid,
    born timestamptz,
    reason text,
    PRIMARY KEY (object_run, sf_id)
);
