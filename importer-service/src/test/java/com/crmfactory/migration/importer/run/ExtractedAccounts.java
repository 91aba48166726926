package com.crmfactory.migration.importer.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import com.crmfactory.migration.model.message.ImportCommand.ConnectionRenewed;
import com.crmfactory.migration.model.message.ImportCommand.ControlRun;
import com.crmfactory.migration.model.message.ImportCommand.ControlRun.Action;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.message.SealedToken;
import com.crmfactory.migration.simulator.Simulator;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;

import io.vertx.mutiny.sqlclient.Pool;

/** Accounts of an org imported into a tenant of their own, to compare ways of reading them row by row. */
final class ExtractedAccounts {
    /** From so many expected records on, an object is read by Bulk. */
    static final long BY_BULK = 100_000;
    static final long BY_REST = 2_000;

    private final Simulator org;
    private final Pool pool;
    private final String organization = UuidCreator.getTimeOrderedEpoch().toString();
    private final String migrationId = "mig_" + UUID.randomUUID().toString().replace("-", "").substring(0, 26);

    ExtractedAccounts(Simulator org, Pool pool) {
        this.org = org;
        this.pool = pool;
    }

    String migrationId() {
        return migrationId;
    }

    String organization() {
        return organization;
    }

    /** What the importer told at the end, whichever it was. Where it needs the gateway's help, it gets it. */
    JsonNode end(long expected, UnaryOperator<ImportObject> configured) {
        return endAfter(gateway -> gateway.send(configured.apply(new TestCommands(migrationId, organization,
                "00D5g000007AbCdEAK", org.url().toString(), token()).accounts(expected))));
    }

    /** What the importer told at the end of what something has set going. */
    JsonNode endAfter(Consumer<GatewayPart> beginning) {
        try (GatewayPart gateway = new GatewayPart()) {
            beginning.accept(gateway);
            while (true) {
                JsonNode told = gateway.await("accounts of " + migrationId, this::matters);
                gateway.forget(told);
                if (told.at("/value/credential_revision").asLong() == 1) {
                    renew(gateway);
                } else if (told.at("/value/control_revision").isNumber()) {
                    gateway.send(new ControlRun(migrationId, organization, 1, Action.RESUME));
                } else {
                    return told.get("value");
                }
            }
        }
    }

    private boolean matters(JsonNode message) {
        return message.at("/value/migration_id").asText().equals(migrationId)
                && (List.of("object_completed", "object_failed").contains(message.at("/value/type").asText())
                        || message.at("/value/control_revision").isNumber()
                        || message.at("/value/credential_revision").isNumber());
    }

    private void renew(GatewayPart gateway) {
        gateway.send(new ConnectionRenewed(migrationId, organization, org.url().toString(),
                new SealedToken(token().jwe(), 2)));
    }

    /** Of its own: what one import revokes is never sent again by this process. */
    private SealedToken token() {
        String fresh = "00D000000000000!" + UUID.randomUUID();
        given().body("{\"accessToken\":\"" + fresh + "\"}").post(org.url() + "/__tokens").then().statusCode(204);
        return GatewayPart.sealed(fresh, migrationId, organization);
    }

    /** Fails unless every record was imported. */
    JsonNode imported(long expected) {
        JsonNode end = end(expected, command -> command);
        assertThat(end.get("type").asText()).as(end.toString()).isEqualTo("object_completed");
        assertThat(end.get("imported").asLong()).isEqualTo(end.get("records_total").asLong());
        return end;
    }

    /** The rows as one checksum. */
    String rows() {
        return text("SELECT count(*) || ' ' || md5(string_agg(concat_ws('|', a.sf_id, a.name, a.website, a.revenue,"
                + " a.description, a.custom_fields, a.created_at, a.updated_at, p.sf_id), ',' ORDER BY a.sf_id))"
                + " FROM crm.accounts a LEFT JOIN crm.accounts p ON p.id = a.parent_id WHERE a.organization_id = '"
                + organization + "'");
    }

    /** The lowest id. */
    String first() {
        return text("SELECT min(sf_id) FROM crm.accounts WHERE organization_id = '" + organization + "'");
    }

    /** @param what of {@code import.object_run r} with its slices {@code s} and pages {@code p} */
    long count(String what) {
        return Long.parseLong(text("SELECT (" + what + ")::text FROM import.object_run r JOIN import.slice s"
                + " ON s.object_run = r.id LEFT JOIN import.page p ON p.object_run = r.id AND p.attempt = s.attempt"
                + " AND p.slice_no = s.slice_no WHERE r.migration_id = '" + migrationId + "'"));
    }

    /** Which records live on, and which lead to which of them, as one checksum. */
    String survivors() {
        return text(
                "SELECT count(a.id) || ' ' || count(l.id) || ' ' || md5(string_agg(concat_ws('>', l.sf_id, a.sf_id),"
                        + " ',' ORDER BY a.sf_id, l.sf_id)) FROM crm.accounts a LEFT JOIN crm.record_links l ON l.id = a.id"
                        + " WHERE a.organization_id = '" + organization + "'");
    }

    /** @param what of {@code import.object_run r} with the ranges {@code m} of its look-out for duplicates */
    long searched(String what) {
        return Long.parseLong(text("SELECT (" + what + ")::text FROM import.object_run r JOIN import.matching m"
                + " ON m.object_run = r.id WHERE r.migration_id = '" + migrationId + "'"));
    }

    /** As if another replica had claimed the object, and let go of it: what its holder writes next is lost. */
    void takeLeases() {
        set("object_run", "epoch = epoch + 1, lease_owner = NULL, lease_until = NULL");
    }

    /** @param what columns of a table of the importer's, of this import's rows */
    void set(String table, String what) {
        String run = table.equals("object_run") ? "id" : "object_run";
        change("UPDATE import." + table + " SET " + what + " WHERE " + run + " IN (SELECT id FROM import.object_run"
                + " WHERE migration_id = '" + migrationId + "')");
    }

    /** One account goes from the CRM, as if it had not been imported. */
    void deleteOne() {
        change("DELETE FROM crm.accounts WHERE id = (SELECT id FROM crm.accounts a WHERE organization_id = '"
                + organization + "' AND NOT EXISTS (SELECT FROM crm.accounts c WHERE c.parent_id = a.id) LIMIT 1)");
    }

    void change(String sql) {
        pool.query(sql).execute().await().atMost(Duration.ofSeconds(30));
    }

    private String text(String sql) {
        return pool.query(sql).execute().await().atMost(Duration.ofSeconds(30)).iterator().next().getString(0);
    }
}
