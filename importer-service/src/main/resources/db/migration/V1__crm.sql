-- The CRM's tables, as far as records are migrated into them. Every column of a mapped value stands in the catalogue of
-- shared-model (TargetCatalogue); a test holds the two against each other.
--
-- sf_id is the audit trail and the idempotency key. It is compared byte by byte: Salesforce ids are case-sensitive.
-- migration_id is the migration that first wrote a row, changed_migration_id the last one that changed it since.

CREATE TABLE crm.users (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    owner_id uuid REFERENCES crm.users,
    email text,
    name text,
    is_active boolean,
    custom_fields jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    imported_at timestamptz,
    migration_id text,
    changed_migration_id text,
    import_hash bigint,
    sf_org_id text COLLATE "C",
    sf_id text COLLATE "C" CHECK (length(sf_id) = 18),
    UNIQUE (organization_id, sf_id)
);

CREATE TABLE crm.accounts (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    owner_id uuid REFERENCES crm.users,
    name text,
    domain text,
    industry text,
    employees numeric,
    revenue numeric,
    country text,
    type text,
    phone text,
    website text,
    description text,
    billing_street text,
    billing_city text,
    billing_state text,
    billing_postal_code text,
    billing_country text,
    shipping_street text,
    shipping_city text,
    shipping_state text,
    shipping_postal_code text,
    shipping_country text,
    parent_id uuid REFERENCES crm.accounts,
    custom_fields jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    imported_at timestamptz,
    migration_id text,
    changed_migration_id text,
    import_hash bigint,
    sf_org_id text COLLATE "C",
    sf_id text COLLATE "C" CHECK (length(sf_id) = 18),
    UNIQUE (organization_id, sf_id)
);
CREATE INDEX accounts_parent_id ON crm.accounts (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE crm.contacts (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    owner_id uuid REFERENCES crm.users,
    account_id uuid REFERENCES crm.accounts,
    reports_to_id uuid REFERENCES crm.contacts,
    first_name text,
    last_name text,
    email text,
    phone text,
    mobile_phone text,
    title text,
    department text,
    mailing_street text,
    mailing_city text,
    mailing_state text,
    mailing_postal_code text,
    mailing_country text,
    birthdate date,
    lead_source text,
    do_not_call boolean,
    email_opt_out boolean,
    custom_fields jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    imported_at timestamptz,
    migration_id text,
    changed_migration_id text,
    import_hash bigint,
    sf_org_id text COLLATE "C",
    sf_id text COLLATE "C" CHECK (length(sf_id) = 18),
    UNIQUE (organization_id, sf_id)
);
CREATE INDEX contacts_account_id ON crm.contacts (account_id) WHERE account_id IS NOT NULL;

CREATE TABLE crm.opportunities (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    owner_id uuid REFERENCES crm.users,
    account_id uuid REFERENCES crm.accounts,
    contact_id uuid REFERENCES crm.contacts,
    name text,
    stage text,
    amount numeric,
    currency text,
    probability numeric,
    close_date date,
    won_at timestamptz,
    lost_reason text,
    type text,
    source text,
    description text,
    custom_fields jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    imported_at timestamptz,
    migration_id text,
    changed_migration_id text,
    import_hash bigint,
    sf_org_id text COLLATE "C",
    sf_id text COLLATE "C" CHECK (length(sf_id) = 18),
    UNIQUE (organization_id, sf_id)
);
CREATE INDEX opportunities_account_id ON crm.opportunities (account_id) WHERE account_id IS NOT NULL;

CREATE TABLE crm.leads (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    owner_id uuid REFERENCES crm.users,
    first_name text,
    last_name text,
    company text,
    email text,
    phone text,
    title text,
    source text,
    status text,
    score numeric,
    queue text,
    street text,
    city text,
    state text,
    postal_code text,
    country text,
    converted_at timestamptz,
    converted_account_id uuid REFERENCES crm.accounts,
    converted_contact_id uuid REFERENCES crm.contacts,
    converted_opportunity_id uuid REFERENCES crm.opportunities,
    custom_fields jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    imported_at timestamptz,
    migration_id text,
    changed_migration_id text,
    import_hash bigint,
    sf_org_id text COLLATE "C",
    sf_id text COLLATE "C" CHECK (length(sf_id) = 18),
    UNIQUE (organization_id, sf_id)
);

CREATE TABLE crm.products (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    owner_id uuid REFERENCES crm.users,
    name text,
    code text,
    description text,
    family text,
    is_active boolean,
    unit_price numeric,
    custom_fields jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    imported_at timestamptz,
    migration_id text,
    changed_migration_id text,
    import_hash bigint,
    sf_org_id text COLLATE "C",
    sf_id text COLLATE "C" CHECK (length(sf_id) = 18),
    UNIQUE (organization_id, sf_id)
);

CREATE TABLE crm.opportunity_products (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    owner_id uuid REFERENCES crm.users,
    opportunity_id uuid REFERENCES crm.opportunities,
    product_id uuid REFERENCES crm.products,
    quantity numeric,
    unit_price numeric,
    total_price numeric,
    description text,
    custom_fields jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    imported_at timestamptz,
    migration_id text,
    changed_migration_id text,
    import_hash bigint,
    sf_org_id text COLLATE "C",
    sf_id text COLLATE "C" CHECK (length(sf_id) = 18),
    UNIQUE (organization_id, sf_id)
);
CREATE INDEX opportunity_products_opportunity_id ON crm.opportunity_products (opportunity_id) WHERE opportunity_id IS NOT NULL;

CREATE TABLE crm.cases (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    owner_id uuid REFERENCES crm.users,
    number text,
    account_id uuid REFERENCES crm.accounts,
    contact_id uuid REFERENCES crm.contacts,
    opportunity_id uuid REFERENCES crm.opportunities,
    parent_id uuid REFERENCES crm.cases,
    subject text,
    description text,
    status text CHECK (status IN ('new', 'open', 'pending', 'resolved', 'closed')),
    priority text CHECK (priority IN ('low', 'medium', 'high', 'critical')),
    queue text,
    origin text,
    type text,
    reason text,
    sla_due_at timestamptz,
    resolved_at timestamptz,
    custom_fields jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    imported_at timestamptz,
    migration_id text,
    changed_migration_id text,
    import_hash bigint,
    sf_org_id text COLLATE "C",
    sf_id text COLLATE "C" CHECK (length(sf_id) = 18),
    UNIQUE (organization_id, sf_id)
);
CREATE INDEX cases_account_id ON crm.cases (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX cases_contact_id ON crm.cases (contact_id) WHERE contact_id IS NOT NULL;

CREATE TABLE crm.case_comments (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    owner_id uuid REFERENCES crm.users,
    case_id uuid REFERENCES crm.cases,
    position integer CHECK (position > 0),
    kind text CHECK (kind IN ('comment', 'email')),
    is_public boolean,
    author_id uuid REFERENCES crm.users,
    author_name text,
    body text,
    from_address text,
    to_address text,
    subject text,
    custom_fields jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    imported_at timestamptz,
    migration_id text,
    changed_migration_id text,
    import_hash bigint,
    sf_org_id text COLLATE "C",
    sf_id text COLLATE "C" CHECK (length(sf_id) = 18),
    UNIQUE (organization_id, sf_id)
);
CREATE INDEX case_comments_case_id ON crm.case_comments (case_id) WHERE case_id IS NOT NULL;

CREATE TABLE crm.activities (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    owner_id uuid REFERENCES crm.users,
    type text CHECK (type IN ('task', 'event', 'call', 'email', 'meeting', 'note')),
    subject text,
    body text,
    status text,
    priority text,
    due_at timestamptz,
    starts_at timestamptz,
    ends_at timestamptz,
    completed_at timestamptz,
    related_to_type text,
    related_to_id uuid,
    account_id uuid REFERENCES crm.accounts,
    contact_id uuid REFERENCES crm.contacts,
    lead_id uuid REFERENCES crm.leads,
    custom_fields jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    imported_at timestamptz,
    migration_id text,
    changed_migration_id text,
    import_hash bigint,
    sf_org_id text COLLATE "C",
    sf_id text COLLATE "C" CHECK (length(sf_id) = 18),
    UNIQUE (organization_id, sf_id)
);
CREATE INDEX activities_related_to_id ON crm.activities (related_to_id) WHERE related_to_id IS NOT NULL;
CREATE INDEX activities_account_id ON crm.activities (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX activities_contact_id ON crm.activities (contact_id) WHERE contact_id IS NOT NULL;

CREATE TABLE crm.custom_field_definitions (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    entity_type text NOT NULL,
    field_key text NOT NULL CHECK (field_key ~ '^[a-z][a-z0-9_]{0,62}$'),
    label text NOT NULL,
    data_type text NOT NULL CHECK (data_type IN
        ('text', 'long_text', 'number', 'currency', 'date', 'checkbox', 'picklist', 'url', 'email')),
    picklist_options jsonb,
    required boolean NOT NULL DEFAULT false,
    description text,
    sf_field text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (organization_id, entity_type, field_key)
);

-- Source ids that live on in another record.
CREATE TABLE crm.record_links (
    organization_id uuid NOT NULL,
    sf_id text COLLATE "C" NOT NULL CHECK (length(sf_id) = 18),
    entity text NOT NULL,
    id uuid NOT NULL,
    migration_id text NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (organization_id, sf_id)
);
