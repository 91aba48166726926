package com.crmfactory.migration.importer.load;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.crmfactory.migration.importer.row.LoadRules;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The contact half of person accounts: what is known of the person only on the account fills the contact's blanks. Those
 * of a contact that a user has edited in the CRM may be what he wanted. Writes only rows that change; may be repeated.
 */
public final class PersonContacts {
    /** A function takes 100 arguments. */
    private static final int PAIRS_OF_A_CALL = 50;
    /** An account may have others: made in the CRM, or of accounts that were merged into it. */
    private static final String OF_THE_PERSON = " AND a.custom_fields ->> $2 IS NOT NULL"
            + " AND (c.sf_id = a.custom_fields ->> $2 OR EXISTS (SELECT FROM crm.record_links g"
            + " WHERE g.organization_id = $1 AND g.sf_id = a.custom_fields ->> $2 AND g.entity = 'contacts'"
            + " AND g.id = c.id))";

    private final Pool pool;

    public PersonContacts(Pool pool) {
        this.pool = pool;
    }

    /**
     * One value that both halves may have.
     *
     * @param accountKey
     *            custom field of the account
     * @param column
     *            text column of the contact; null if the contact has it as a custom field
     * @param contactKey
     *            custom field of the contact; null if it has a column for it
     */
    public record Shared(String accountKey, String column, String contactKey) {
    }

    /** @param contactId custom field of the account with the Salesforce id of the person's contact; blank if it is none */
    public Uni<Void> fill(UUID organizationId, LoadRules rules, String contactId, List<Shared> shared) {
        if (shared.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple tuple = Tuple.tuple().addUUID(organizationId).addString(contactId);
        shared.forEach(value -> tuple.addString(value.accountKey()).addString(value.contactKey()));
        return pool.preparedQuery(sql(rules, shared)).execute(tuple).replaceWithVoid();
    }

    private static String sql(LoadRules rules, List<Shared> shared) {
        StringBuilder columns = new StringBuilder("custom_fields");
        StringBuilder present = new StringBuilder("c.custom_fields");
        List<String> custom = new ArrayList<>();
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < shared.size(); i++) {
            Shared value = shared.get(i);
            String known = "a.custom_fields -> $" + (2 * i + 3) + "::text";
            String key = "$" + (2 * i + 4) + "::text";
            if (value.column() == null) {
                custom.add(key + ", " + known);
            } else {
                // The key is null; PostgreSQL has to see every parameter.
                columns.append(", ").append(value.column());
                present.append(", c.").append(value.column());
                filled.append(", coalesce(c.").append(value.column()).append(", ")
                        .append(known.replace("->", "->>")).append(", ").append(key).append(")");
            }
        }
        String fields = custom.isEmpty()
                ? "c.custom_fields"
                : "nullif(jsonb_strip_nulls(" + object(custom) + ") || coalesce(c.custom_fields, '{}'), '{}')";
        String merged = fields + filled;
        return "UPDATE crm.contacts c SET (" + columns + ") = ROW(" + merged + ") FROM crm.accounts a"
                + " WHERE c.organization_id = $1 AND a.organization_id = $1 AND a.id = c.account_id"
                + OF_THE_PERSON + " AND ROW(" + present + ") IS DISTINCT FROM ROW(" + merged + ")"
                + (rules.overwriteEdited() ? "" : " AND " + Edits.none("c"));
    }

    /** @param pairs SQL for a key and its value each */
    private static String object(List<String> pairs) {
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i += PAIRS_OF_A_CALL) {
            calls.add("jsonb_build_object("
                    + String.join(", ", pairs.subList(i, Math.min(i + PAIRS_OF_A_CALL, pairs.size()))) + ")");
        }
        return String.join(" || ", calls);
    }
}
