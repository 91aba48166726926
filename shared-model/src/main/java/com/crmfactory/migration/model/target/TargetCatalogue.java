package com.crmfactory.migration.model.target;

import static com.crmfactory.migration.model.target.ColumnType.BOOLEAN;
import static com.crmfactory.migration.model.target.ColumnType.DATE;
import static com.crmfactory.migration.model.target.ColumnType.NUMERIC;
import static com.crmfactory.migration.model.target.ColumnType.TEXT;
import static com.crmfactory.migration.model.target.ColumnType.TIMESTAMP;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The CRM's tables, as {@code V1__crm.sql} of the importer creates them. A table's order here is the order in which the
 * objects are listed to people.
 */
public final class TargetCatalogue {
    /** Shared by every table and mapped from fields like any other column. */
    public static final List<TargetColumn> COMMON = List.of(new TargetColumn("created_at", TIMESTAMP),
            new TargetColumn("updated_at", TIMESTAMP));
    /** Every table but the users' has an owner. */
    public static final ReferenceColumn OWNER = reference("owner_id", "users");
    public static final String USERS = "users";
    public static final String QUEUE = "queue";
    /** The table of the records of all custom objects. */
    public static final String CUSTOM_RECORDS = "custom_records";
    /** Before the key of a custom object, where a configuration names what an object goes to. */
    public static final String CUSTOM_OBJECTS = "custom_objects.";

    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final Map<String, TargetTable> TABLES = tables();
    private static final Map<String, TargetTable> BY_OBJECT = byObject();
    private static final TargetTable ANY_CUSTOM_OBJECT = customObject("any");

    private TargetCatalogue() {
    }

    /** What a configuration names as a target: a table of its own, or {@code custom_objects.<key>}. */
    public static Optional<TargetTable> table(String name) {
        return isCustomObject(name)
                ? Optional.of(customObject(name.substring(CUSTOM_OBJECTS.length())))
                : Optional.ofNullable(TABLES.get(name));
    }

    /** True for {@code custom_objects.<key>} with a legal key: 1 to 63 of a-z, 0-9 and _, a letter first. */
    public static boolean isCustomObject(String name) {
        return name != null && name.startsWith(CUSTOM_OBJECTS)
                && KEY.matcher(name.substring(CUSTOM_OBJECTS.length())).matches();
    }

    /** A custom object; its records share their table with those of all others. */
    public static TargetTable customObject(String key) {
        return table(CUSTOM_OBJECTS + key, List.of(), columns(List.of(texts("name", QUEUE))));
    }

    /** The columns of a table of the CRM that holds records, by the table's own name. */
    public static Optional<TargetTable> relation(String name) {
        return CUSTOM_RECORDS.equals(name) ? Optional.of(ANY_CUSTOM_OBJECT) : Optional.ofNullable(TABLES.get(name));
    }

    /** The CRM's tables that hold records. */
    public static List<String> relations() {
        return Stream.concat(TABLES.keySet().stream(), Stream.of(CUSTOM_RECORDS)).toList();
    }

    /** Where a standard object goes by default; empty if it has no table of its own. */
    public static Optional<TargetTable> forObject(String object) {
        return Optional.ofNullable(BY_OBJECT.get(object));
    }

    /** Tables in their order of presentation. */
    public static List<TargetTable> all() {
        return List.copyOf(TABLES.values());
    }

    /** The objects that are included by default, in their order of presentation. */
    public static List<String> defaultObjects() {
        return List.copyOf(BY_OBJECT.keySet());
    }

    private static Map<String, TargetTable> tables() {
        Map<String, TargetTable> tables = new LinkedHashMap<>();
        Stream.of(
                new TargetTable(USERS, List.of("User"), columns(List.of(texts("email", "name"),
                        Stream.of(new TargetColumn("is_active", BOOLEAN)))), List.of()),
                table("accounts", List.of("Account"),
                        columns(List.of(texts("name", "domain", "industry", "country", "type",
                                "phone", "website", "description"), numbers("employees", "revenue"),
                                address("billing_"), address("shipping_"))),
                        reference("parent_id", "accounts")),
                table("contacts", List.of("Contact"), columns(List.of(texts("first_name", "last_name", "email", "phone",
                        "mobile_phone", "title", "department", "lead_source"), address("mailing_"),
                        Stream.of(new TargetColumn("birthdate", DATE), new TargetColumn("do_not_call", BOOLEAN),
                                new TargetColumn("email_opt_out", BOOLEAN)))),
                        reference("account_id", "accounts"), reference("reports_to_id", "contacts")),
                table("leads", List.of("Lead"),
                        columns(List.of(texts("first_name", "last_name", "company", "email", "phone",
                                "title", "source", "status", QUEUE), address(""), numbers("score"),
                                Stream.of(new TargetColumn("converted_at", TIMESTAMP)))),
                        reference("converted_account_id", "accounts"), reference("converted_contact_id", "contacts"),
                        reference("converted_opportunity_id", "opportunities")),
                table("products", List.of("Product2"), columns(List.of(texts("name", "code", "description", "family"),
                        numbers("unit_price"), Stream.of(new TargetColumn("is_active", BOOLEAN))))),
                table("opportunities", List.of("Opportunity"), columns(List.of(texts("name", "stage", "currency",
                        "lost_reason", "type", "source", "description"), numbers("amount", "probability"),
                        Stream.of(new TargetColumn("close_date", DATE), new TargetColumn("won_at", TIMESTAMP)))),
                        reference("account_id", "accounts"), reference("contact_id", "contacts")),
                table("opportunity_products", List.of("OpportunityLineItem"),
                        columns(List.of(texts("description"), numbers("quantity", "unit_price", "total_price"))),
                        required("opportunity_id", "opportunities"), reference("product_id", "products")),
                table("cases", List.of("Case"), columns(List.of(texts("number", "subject", "description", "status",
                        "priority", QUEUE, "origin", "type", "reason"),
                        Stream.of(new TargetColumn("sla_due_at", TIMESTAMP),
                                new TargetColumn("resolved_at", TIMESTAMP)))),
                        reference("account_id", "accounts"), reference("contact_id", "contacts"),
                        reference("opportunity_id", "opportunities"), reference("parent_id", "cases")),
                table("case_comments", List.of("CaseComment", "EmailMessage"),
                        columns(List.of(texts("kind", "author_name",
                                "body", "from_address", "to_address", "subject"),
                                Stream.of(new TargetColumn("is_public", BOOLEAN)))),
                        reference("case_id", "cases"), reference("author_id", USERS)),
                table("activities", List.of("Task", "Event"), columns(List.of(texts("type", "subject", "body", "status",
                        "priority"),
                        Stream.of("due_at", "starts_at", "ends_at", "completed_at")
                                .map(name -> new TargetColumn(name, TIMESTAMP)))),
                        new ReferenceColumn("related_to_id",
                                List.of("accounts", "opportunities", "cases", "products", "leads", "contacts",
                                        CUSTOM_RECORDS),
                                "related_to_type", false),
                        reference("account_id", "accounts"), reference("contact_id", "contacts"),
                        reference("lead_id", "leads")))
                .forEach(table -> tables.put(table.name(), table));
        return tables;
    }

    private static Map<String, TargetTable> byObject() {
        Map<String, TargetTable> byObject = new LinkedHashMap<>();
        TABLES.values().forEach(table -> table.objects().forEach(object -> byObject.put(object, table)));
        return byObject;
    }

    private static TargetTable table(String name, List<String> objects, List<TargetColumn> columns,
            ReferenceColumn... references) {
        List<ReferenceColumn> all = new ArrayList<>(Arrays.asList(references));
        all.add(OWNER);
        return new TargetTable(name, objects, columns, all);
    }

    private static TargetColumn text(String name) {
        return new TargetColumn(name, TEXT);
    }

    private static ReferenceColumn reference(String name, String parent) {
        return new ReferenceColumn(name, List.of(parent), null, false);
    }

    private static ReferenceColumn required(String name, String parent) {
        return new ReferenceColumn(name, List.of(parent), null, true);
    }

    private static Stream<TargetColumn> texts(String... names) {
        return Arrays.stream(names).map(TargetCatalogue::text);
    }

    private static Stream<TargetColumn> numbers(String... names) {
        return Arrays.stream(names).map(name -> new TargetColumn(name, NUMERIC));
    }

    private static Stream<TargetColumn> address(String prefix) {
        return texts(prefix + "street", prefix + "city", prefix + "state", prefix + "postal_code", prefix + "country");
    }

    private static List<TargetColumn> columns(List<Stream<TargetColumn>> groups) {
        return Stream.concat(groups.stream().flatMap(group -> group), COMMON.stream()).toList();
    }
}
