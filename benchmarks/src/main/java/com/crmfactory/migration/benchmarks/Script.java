package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.postgresql.PGStatement;

import com.crmfactory.migration.localstack.stack.LocalStack;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The script that people write with jsforce and pg: reads contacts page by page as JSON and inserts 200 rows at a time,
 * after looking up their accounts and owners. It moves the fields that the product moves, to the same columns, those
 * without a column as JSON. It keeps no checkpoint, counts and checks nothing and links no other record, so it does less
 * than the product.
 */
final class Script implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGES = 15;
    private static final int ROWS = 200;
    private static final List<String> FIELDS = List.of("FirstName", "LastName", "Email", "Phone", "MobilePhone",
            "Title", "Department", "MailingStreet", "MailingCity", "MailingState", "MailingPostalCode",
            "MailingCountry", "LeadSource");
    private static final String COLUMNS = "id, organization_id, sf_id, account_id, owner_id, created_at, updated_at,"
            + " first_name, last_name, email, phone, mobile_phone, title, department, mailing_street, mailing_city,"
            + " mailing_state, mailing_postal_code, mailing_country, lead_source, custom_fields";
    private static final String ROW = "(?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz"
            + ", ?".repeat(FIELDS.size()) + ", ?::jsonb)";
    private static final List<String> OWN = List.of("Id", "AccountId", "OwnerId", "CreatedDate", "LastModifiedDate");

    private final Connection connection;
    private final UUID organization;
    private final List<String> custom;
    private final KeptPages pages;

    /** @param fields those of contacts that the product moves */
    Script(LocalStack stack, Database database, List<String> fields) throws IOException {
        connection = database.connection();
        organization = UUID.fromString(database.texts("SELECT organization_id FROM crm.accounts LIMIT 1").get(0));
        custom = fields.stream().filter(field -> !FIELDS.contains(field) && !OWN.contains(field)).distinct().toList();
        String all = Stream.of(OWN, FIELDS, custom).flatMap(List::stream).collect(Collectors.joining(", "));
        pages = new KeptPages(new SimulatedOrg(stack).pages("SELECT " + all + " FROM Contact", PAGES));
    }

    /** Records a second. */
    double rate() throws IOException {
        long start = System.nanoTime();
        int records = 0;
        try {
            for (int page = 0; page < pages.number(); page++) {
                List<JsonNode> rows = new ArrayList<>();
                pages.page(page).path("records").forEach(rows::add);
                for (int from = 0; from < rows.size(); from += ROWS) {
                    insert(rows.subList(from, Math.min(rows.size(), from + ROWS)));
                }
                records += rows.size();
            }
        } catch (SQLException e) {
            throw new IOException("The script failed", e);
        }
        return records / ((System.nanoTime() - start) / 1e9);
    }

    private void insert(List<JsonNode> rows) throws SQLException, IOException {
        Map<String, UUID> accounts = ids("accounts", rows, "AccountId");
        Map<String, UUID> owners = ids("users", rows, "OwnerId");
        String sql = "INSERT INTO crm.contacts (" + COLUMNS + ") VALUES "
                + String.join(", ", Collections.nCopies(rows.size(), ROW))
                + " ON CONFLICT (organization_id, sf_id) DO UPDATE SET last_name = EXCLUDED.last_name";
        try (PreparedStatement statement = unnamed(sql)) {
            int i = 1;
            for (JsonNode row : rows) {
                statement.setObject(i++, UUID.randomUUID());
                statement.setObject(i++, organization);
                statement.setString(i++, row.path("Id").asText());
                statement.setObject(i++, accounts.get(row.path("AccountId").asText()));
                statement.setObject(i++, owners.get(row.path("OwnerId").asText()));
                statement.setString(i++, row.path("CreatedDate").asText());
                statement.setString(i++, row.path("LastModifiedDate").asText());
                for (String field : FIELDS) {
                    statement.setString(i++, row.path(field).isNull() ? null : row.path(field).asText());
                }
                // Its authors have met the NUL that PostgreSQL refuses.
                statement.setString(i++, JSON.writeValueAsString(((ObjectNode) row).deepCopy().retain(custom))
                        .replace("\\u0000", ""));
            }
            statement.executeUpdate();
        }
    }

    private Map<String, UUID> ids(String table, List<JsonNode> rows, String field) throws SQLException {
        Map<String, UUID> ids = new HashMap<>();
        try (PreparedStatement statement = unnamed("SELECT sf_id, id FROM crm." + table
                + " WHERE organization_id = ? AND sf_id = ANY (?)")) {
            statement.setObject(1, organization);
            statement.setArray(2, connection.createArrayOf("text",
                    rows.stream().map(row -> row.path(field).asText()).distinct().toArray()));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    ids.put(found.getString(1), found.getObject(2, UUID.class));
                }
            }
        }
        return ids;
    }

    /** Parsed and planned at each execution, as pg sends a query that nobody has given a name. */
    private PreparedStatement unnamed(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        return statement;
    }

    @Override
    public void close() {
        pages.close();
    }
}
