package com.crmfactory.migration.simulator.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import com.crmfactory.migration.simulator.org.FieldDescribe;
import com.crmfactory.migration.simulator.org.Ids;
import com.crmfactory.migration.simulator.org.ObjectDescribe;
import com.crmfactory.migration.simulator.org.ObjectSpecs;
import com.crmfactory.migration.simulator.org.RowTable;
import com.crmfactory.migration.simulator.org.Table;

/**
 * What makes an old org wide: hundreds of custom objects of packages and projects, with 20 to 70 fields, four in five of
 * them without a record.
 */
final class FurtherObjects {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final List<String> AREAS = List.of("Shipment", "Warranty", "Site_Visit", "Budget", "Course",
            "Vehicle", "Permit", "Survey", "Contractor", "Inspection", "Room", "Grant", "Policy");
    private static final List<String> PACKAGES = List.of("", "", "acme__", "hr__", "logi__");
    /** After Invoice__c, Billing_Setting__c and Payment__c, which have a00 to a02. */
    private static final int FIRST_PREFIX = 3;
    private static final long MOST_ROWS = 40;

    private final int number;
    private final Draw draw;

    private FurtherObjects(int number, long seed) {
        this.number = number;
        this.draw = Draw.of(seed, "further" + number);
    }

    /** @param count none if it is negative */
    static List<Table> make(int count, long seed) {
        List<Table> tables = new ArrayList<>();
        IntStream.range(0, Math.max(0, count)).forEach(i -> tables.add(new FurtherObjects(i, seed).table()));
        return tables;
    }

    private Table table() {
        ObjectDescribe describe = ObjectSpecs.of(lines()).values().iterator().next();
        long rows = number % 5 == 0 ? 1 + draw.below(0, MOST_ROWS) : 0;
        List<String[]> made = new ArrayList<>();
        for (long row = 0; row < rows; row++) {
            made.add(row(describe, row));
        }
        return new RowTable(describe, made);
    }

    private String name() {
        return AREAS.get(number % AREAS.size()) + "_" + number;
    }

    private String prefix() {
        int ordinal = number + FIRST_PREFIX;
        return "a" + DIGITS.charAt(ordinal / DIGITS.length() % DIGITS.length())
                + DIGITS.charAt(ordinal % DIGITS.length());
    }

    private List<String> lines() {
        String label = name().replace('_', ' ');
        List<String> lines = new ArrayList<>(List.of(
                PACKAGES.get(number % PACKAGES.size()) + name() + "__c " + prefix() + " " + label + "|" + label + "s",
                "  Id id", "  OwnerId reference -> Group/User [Owner] CU pointing", "  IsDeleted boolean",
                "  Name string(80) NCU name \"" + label + " Name\"", "  CreatedDate datetime",
                "  CreatedById reference -> User [CreatedBy]", "  LastModifiedDate datetime",
                "  LastModifiedById reference -> User [LastModifiedBy]", "  SystemModstamp datetime",
                "  LastActivityDate date N", "  @custom", "  Account__c reference -> Account [Account__r] NCU"));
        long more = draw.below(1, 32);
        for (int i = 0; i < more; i++) {
            lines.add("  Detail_" + i + "__c " + draw.pick(i, "string(80) NCU", "textarea(4000) NCU",
                    "picklist(255) NCU {Open|Done|Not needed}", "double(16,2) NCU", "date NCU", "boolean CU",
                    "currency(16,2) NCU", "string(1300) N calc", "email(80) NCU"));
        }
        return lines;
    }

    private String[] row(ObjectDescribe describe, long row) {
        String[] values = new String[describe.fields().size()];
        for (FieldDescribe field : describe.fields()) {
            values[field.index()] = value(field, row);
        }
        return values;
    }

    private String value(FieldDescribe field, long row) {
        return switch (field.name()) {
            case "Id" -> Ids.of(prefix() + "5g0", row);
            case "Name" -> name() + " " + row;
            case "OwnerId", "CreatedById", "LastModifiedById" -> Kind.USER.id(0);
            default -> switch (field.type()) {
                case "datetime" -> Moments.instant(World.FIRST_DAY * Moments.DAY + row * Moments.HOUR);
                case "date" -> Moments.date(World.FIRST_DAY + row);
                case "boolean" -> "false";
                case "double", "currency" -> field.name().endsWith("__s") ? null : Words.money(draw, row, 1_000);
                case "textarea" -> Words.sentence(draw, row);
                case "picklist" -> field.name().startsWith("Detail_") ? draw.pick(row, "Open", "Done") : null;
                default -> null;
            };
        };
    }
}
