package com.crmfactory.migration.importer.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRow;
import com.crmfactory.migration.importer.row.Reject;
import com.crmfactory.migration.importer.transform.RowTransformer;
import com.crmfactory.migration.importer.validation.Comparison;
import com.crmfactory.migration.importer.validation.ValidationView;
import com.crmfactory.migration.messaging.WireFormat;
import com.crmfactory.migration.model.Ledger;
import com.crmfactory.migration.model.SalesforceId;
import com.crmfactory.migration.model.configuration.Deduplication;
import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.OwnerOptions;
import com.crmfactory.migration.model.configuration.RelationshipOptions;
import com.crmfactory.migration.model.configuration.RelationshipOptions.OnMissingParent;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.crmfactory.migration.model.configuration.Transform;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.message.ImportCommand.Source;
import com.crmfactory.migration.model.message.ReferenceMapping;
import com.crmfactory.migration.model.message.ReferenceMapping.Parent;
import com.crmfactory.migration.model.message.SealedToken;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.f4b6a3.uuid.UuidCreator;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Loads records into the database as a run would, without Salesforce and Kafka: one tenant of its own per test. */
final class Loading {
    /** Backends that wait for a lock of somebody else; {@code %s} is the form of their statement. */
    static final String BLOCKED = " FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%s'";
    static final String ORG = "00D5g000007AbCdEAK";
    private static final Parent USER = new Parent("User", "005", "users");
    private static final Parent CONTACT = new Parent("Contact", "003", "contacts");
    private static final Parent CASE = new Parent("Case", "500", "cases");
    private static final Parent INVOICE = new Parent("Invoice__c", "a0I", "custom_records");
    private static final Parent ACCOUNT = new Parent("Account", "001", "accounts");

    final UUID organization = UuidCreator.getTimeOrderedEpoch();
    private final Pool pool;
    private final Loads loads;
    private int runs;
    private String migrationId = "mig_" + organization;
    private RelationshipOptions relationships = RelationshipOptions.DEFAULT;
    private OwnerOptions owners = OwnerOptions.DEFAULT;
    private RunOptions options = RunOptions.DEFAULT;
    private Deduplication dedup = Deduplication.NONE;

    Loading(Pool pool) {
        this(pool, null);
    }

    Loading(Pool pool, DataSource database) {
        this(pool, database, true);
    }

    /** @param database for COPY; null if everything is to take the upsert */
    Loading(Pool pool, DataSource database, boolean keysByBatch) {
        this.pool = pool;
        this.loads = new Loads(pool, database, database != null, keysByBatch);
    }

    Loading nextMigration() {
        migrationId = "mig_" + UuidCreator.getTimeOrderedEpoch();
        return this;
    }

    Loading with(OnMissingParent rule) {
        relationships = new RelationshipOptions(rule, true);
        return this;
    }

    Loading with(OwnerOptions rule) {
        owners = rule;
        return this;
    }

    Loading with(RunOptions rule) {
        options = rule;
        return this;
    }

    Loading with(Deduplication rule) {
        dedup = rule;
        return this;
    }

    /** An object that is being imported. */
    final class ObjectLoad {
        final UUID run = UuidCreator.getTimeOrderedEpoch();
        private final int number = ++runs;
        final ImportObject command;
        final LoadPlan plan;
        private final PageLoader loader;
        private int batches;

        private ObjectLoad(ImportObject command) {
            this.command = command;
            this.plan = LoadPlan.of(command);
            this.loader = loads.page(plan, destination(), run, 1);
            await(new CustomObjects(pool).add(destination(), plan.table(), command.object(), null));
            await(pool.preparedQuery("INSERT INTO import.object_run (id, migration_id, organization_id, sf_org_id, run,"
                    + " object, target, command, status, attempt, records_total, traceparent, lease_owner, lease_until)"
                    + " VALUES ($1, $2, $3, $4, $5, $6, $7, '{}', 'importing', 1, 0, '', 'a test', 'infinity')")
                    .execute(Tuple
                            .of(run, migrationId, organization, ORG, number,
                                    command.object())
                            .addString(plan.table().name())));
        }

        /** SQL for what a load of its first batch writes last, so that it waits for a transaction that has written it. */
        String firstCheckpoint() {
            return "INSERT INTO import.batch (object_run, attempt, page_no, batch_no, imported, updated, unchanged, merged,"
                    + " skipped, failed, reference_counts) VALUES ('" + run + "', 1, 0, 0, 0, 0, 0, 0, 0, 0, '{}')";
        }

        Destination destination() {
            return new Destination(organization, migrationId, ORG, options.replaceOtherOrg());
        }

        /** One batch of records, as cells in the order of the configuration's fields, the id first. */
        ObjectLoad batch(String[]... records) {
            return load(batches++, records);
        }

        /** The last batch comes once more, as another replica would load it. */
        ObjectLoad again(String[]... records) {
            return load(batches - 1, records);
        }

        private ObjectLoad load(int batch, String[]... records) {
            List<RowTransformer.Result> results = rows(records);
            List<LoadRow> rows = results.stream().map(RowTransformer.Result::row).filter(row -> row != null).toList();
            List<Reject> rejects = results.stream().map(RowTransformer.Result::reject).filter(r -> r != null).toList();
            await(loader.load(new BatchKey(run, 1, 0, batch), rows, rejects));
            return this;
        }

        /** The look-out for duplicates: every record that will come. */
        ObjectLoad expect(String[]... records) {
            List<LoadRow> rows = rows(records).stream().map(RowTransformer.Result::row).toList();
            Duplicates duplicates = new Duplicates(pool);
            List<List<String>> matchOn = command.configuration().dedup().matchOn();
            await(duplicates.stage(run, plan, matchOn, rows));
            await(duplicates.decide(run, plan, matchOn, destination()));
            return this;
        }

        List<RowTransformer.Result> rows(String[]... records) {
            List<String> header = new ArrayList<>(List.of("Id"));
            command.configuration().fields().forEach(field -> header.add(field.field()));
            RowTransformer transformer = new RowTransformer(plan, command, header);
            return Arrays.stream(records).map(transformer::transform).toList();
        }

        /** All records are there: what waits is decided, then linked. */
        ObjectLoad end() {
            await(new Settlement(pool, loads).run(plan, destination(), run, 1, () -> Uni.createFrom().voidItem()));
            await(new LinkStep(pool).run(plan, organization));
            await(new Merges(pool).run(plan, destination(), run, 1));
            return this;
        }

        /** The run is over: the object's row says what came of it. */
        ObjectLoad over() {
            Ledger ledger = ledger();
            await(pool.preparedQuery("UPDATE import.object_run SET attempt = 1, command = $2, delivered = $3,"
                    + " imported = $4, updated = $5, unchanged = $6, merged = $7, skipped = $8, failed = $9, status = $10"
                    + " WHERE id = $1")
                    .execute(Tuple.of(run, asJson(command), ledger.processed(), ledger.imported(),
                            ledger.updated(), ledger.unchanged()).addLong(ledger.merged()).addLong(ledger.skipped())
                            .addLong(ledger.failed())
                            .addString(ledger.failed() == 0 ? "completed" : "completed_with_errors")));
            return this;
        }

        ValidationView validated(Comparison comparison) {
            over();
            return await(comparison.of(command.migrationId(), number));
        }

        Ledger ledger() {
            Row row = await(pool.preparedQuery("SELECT sum(imported)::bigint, sum(updated)::bigint,"
                    + " sum(unchanged)::bigint, sum(merged)::bigint, sum(skipped)::bigint, sum(failed)::bigint"
                    + " FROM import.batch WHERE object_run = $1").execute(Tuple.of(run))).iterator().next();
            return new Ledger(row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4),
                    row.getLong(5));
        }

        /** {@code id code} of each rejected record, sorted. */
        List<String> rejects() {
            return list("SELECT sf_id || ' ' || state || ' ' || code FROM import.reject WHERE object_run = '" + run
                    + "' ORDER BY sf_id");
        }
    }

    ObjectLoad users() {
        return new ObjectLoad(command("User", "users", List.of(field("Email", "email", Transform.TEXT),
                field("Name", "name", Transform.TEXT)), List.of()));
    }

    /** Fields: Name, Website, BillingPostalCode, Phone, ParentId, OwnerId, CreatedDate, LastModifiedDate. */
    ObjectLoad accounts() {
        return new ObjectLoad(command("Account", "accounts", List.of(field("Name", "name", Transform.TEXT),
                field("Website", "website", Transform.TEXT),
                field("BillingPostalCode", "billing_postal_code", Transform.TEXT),
                field("Phone", "phone", Transform.TEXT), field("ParentId", "parent_id", Transform.REFERENCE),
                field("OwnerId", "owner_id", Transform.OWNER),
                field("CreatedDate", "created_at", Transform.TIMESTAMP),
                field("LastModifiedDate", "updated_at", Transform.TIMESTAMP)),
                List.of(new ReferenceMapping("ParentId", "parent_id", List.of(ACCOUNT), false, true),
                        new ReferenceMapping("OwnerId", "owner_id", List.of(USER), false, false))));
    }

    /** Fields: Subject, Status, Amount__c, AccountId, ContactId, ParentId, OwnerId, CreatedDate, LastModifiedDate. */
    ObjectLoad cases() {
        return new ObjectLoad(command("Case", "cases", List.of(field("Subject", "subject", Transform.TEXT),
                field("Status", "status", Transform.TEXT), field("Amount__c", "custom_fields.amount", Transform.NUMBER),
                field("AccountId", "account_id", Transform.REFERENCE),
                field("ContactId", "contact_id", Transform.REFERENCE),
                field("ParentId", "parent_id", Transform.REFERENCE), field("OwnerId", "owner_id", Transform.OWNER),
                field("CreatedDate", "created_at", Transform.TIMESTAMP),
                field("LastModifiedDate", "updated_at", Transform.TIMESTAMP)),
                List.of(new ReferenceMapping("AccountId", "account_id", List.of(ACCOUNT), false, false),
                        new ReferenceMapping("ContactId", "contact_id", List.of(CONTACT), false, false),
                        new ReferenceMapping("ParentId", "parent_id", List.of(CASE), false, true),
                        new ReferenceMapping("OwnerId", "owner_id", List.of(USER), false, false))));
    }

    /** Fields: Subject, ActivityDate, WhatId, WhoId, OwnerId. */
    ObjectLoad tasks() {
        return new ObjectLoad(command("Task", "activities", List.of(field("Subject", "subject", Transform.TEXT),
                field("ActivityDate", "due_at", Transform.TIMESTAMP),
                field("WhatId", "related_to_id", Transform.REFERENCE),
                field("WhoId", "contact_id", Transform.REFERENCE), field("OwnerId", "owner_id", Transform.OWNER)),
                List.of(new ReferenceMapping("WhatId", "related_to_id", List.of(ACCOUNT, CASE), false, false),
                        new ReferenceMapping("WhoId", "contact_id", List.of(CONTACT), true, false),
                        new ReferenceMapping("OwnerId", "owner_id", List.of(USER), false, false))));
    }

    /** Fields: LastName, Email, AccountId. */
    ObjectLoad contacts() {
        return new ObjectLoad(command("Contact", "contacts", List.of(field("LastName", "last_name", Transform.TEXT),
                field("Email", "email", Transform.TEXT), field("AccountId", "account_id", Transform.REFERENCE)),
                List.of(new ReferenceMapping("AccountId", "account_id", List.of(ACCOUNT), false, false))));
    }

    /** Fields: Name, Account__c (its master), Corrects__c (an invoice), Plan__c, About__c (an account or a plan). */
    ObjectLoad invoices() {
        return new ObjectLoad(command("Invoice__c", "custom_objects.invoice",
                List.of(field("Name", "name", Transform.TEXT),
                        lookUp("Account__c", "account"), lookUp("Corrects__c", "corrects"), lookUp("Plan__c", "plan"),
                        lookUp("About__c", "about")),
                List.of(new ReferenceMapping("Account__c", "custom_fields.account", List.of(ACCOUNT), true, false),
                        new ReferenceMapping("Corrects__c", "custom_fields.corrects", List.of(INVOICE), false, true),
                        new ReferenceMapping("Plan__c", "custom_fields.plan", List.of(plan(false)), false, false),
                        new ReferenceMapping("About__c", "custom_fields.about", List.of(ACCOUNT, plan(true)), false,
                                false))));
    }

    /** Fields: Name. */
    ObjectLoad products() {
        return new ObjectLoad(
                command("Product2", "products", List.of(field("Name", "name", Transform.TEXT)), List.of()));
    }

    /** Fields: Name, OwnerId, Amount__c. */
    ObjectLoad plans() {
        return plans("plan");
    }

    /** @param key of the custom object that they become records of */
    ObjectLoad plans(String key) {
        return new ObjectLoad(command("Plan__c", "custom_objects." + key, List.of(field("Name", "name", Transform.TEXT),
                field("OwnerId", "owner_id", Transform.OWNER),
                field("Amount__c", "custom_fields.amount", Transform.NUMBER)),
                List.of(new ReferenceMapping("OwnerId", "owner_id", List.of(USER), false, false))));
    }

    /** Fields: LastName, Main_Invoice__c. */
    ObjectLoad contactsWithInvoice() {
        return new ObjectLoad(command("Contact", "contacts", List.of(field("LastName", "last_name", Transform.TEXT),
                lookUp("Main_Invoice__c", "main_invoice")),
                List.of(new ReferenceMapping("Main_Invoice__c", "custom_fields.main_invoice", List.of(INVOICE), false,
                        false))));
    }

    private static Parent plan(boolean leftOut) {
        return new Parent("Plan__c", "a0P", "custom_records", leftOut);
    }

    private static FieldMapping lookUp(String field, String key) {
        return field(field, "custom_fields." + key, Transform.REFERENCE);
    }

    /** An account with a name, a parent and an owner, both of which may be null. */
    static String[] account(String id, String name, String parent, String owner) {
        return new String[]{id, name, null, null, null, parent, owner, "2020-01-01T00:00:00.000Z",
                "2021-01-01T00:00:00.000Z"};
    }

    /** The id number n of an object. */
    static String id(String prefix, int n) {
        return SalesforceId.parse(prefix + "5g00000" + String.format("%05d", n)).orElseThrow().value();
    }

    List<String> list(String sql) {
        List<String> texts = new ArrayList<>();
        await(pool.query(sql.replace(":org", "'" + organization + "'")).execute())
                .forEach(row -> texts.add(row.getValue(0) == null ? null : row.getValue(0).toString()));
        return texts;
    }

    /**
     * @param statement
     *            what waits
     * @param by
     *            who sends it
     */
    void awaitBlocked(String statement, CompletableFuture<?> by) {
        while (one("SELECT count(*)" + BLOCKED.formatted(statement)).equals("0")) {
            if (by.isDone()) {
                throw new AssertionError(statement + " did not wait");
            }
            Thread.onSpinWait();
        }
    }

    String one(String sql) {
        return list(sql).get(0);
    }

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }

    private ImportObject command(String object, String target, List<FieldMapping> fields,
            List<ReferenceMapping> references) {
        return new ImportObject(migrationId, organization.toString(), 1, object, 1, null, 0,
                new Source(ORG, "http://127.0.0.1", "67.0", new SealedToken("sealed", 1)),
                new ObjectConfiguration(object, true, target, null, fields, dedup), references, List.of(), Map.of(),
                relationships, owners, options, null, null, null);
    }

    private static JsonObject asJson(ImportObject command) {
        try {
            return new JsonObject(WireFormat.mapper().writeValueAsString(command));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static FieldMapping field(String field, String target, Transform transform) {
        return new FieldMapping(field, target, transform, null, null, null);
    }
}
