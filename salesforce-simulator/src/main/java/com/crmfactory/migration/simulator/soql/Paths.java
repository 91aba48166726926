package com.crmfactory.migration.simulator.soql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import com.crmfactory.migration.simulator.org.FieldDescribe;
import com.crmfactory.migration.simulator.org.ObjectDescribe;
import com.crmfactory.migration.simulator.org.Table;
import com.crmfactory.migration.simulator.soql.Column.Hop;
import com.crmfactory.migration.simulator.soql.Column.Parent;
import com.crmfactory.migration.simulator.soql.Column.Target;
import com.crmfactory.migration.simulator.soql.Column.Traits;

/** Resolves the field paths of one query against the objects that the API shows. */
final class Paths {

    /** The fields of the pseudo-object {@code Name} that polymorphic references lead to. */
    private static final List<String> NAME_FIELDS = List.of("Id", "Name", "Type", "Alias", "Email", "FirstName",
            "LastName", "IsActive", "Title", "Phone", "Username", "ProfileId", "UserRoleId", "RecordTypeId");
    private static final Traits ALL = new Traits(true, true, true, true);

    private final Soql query;
    private final Table table;
    private final Function<String, Table> tables;

    /** @param tables the object of a name, or null */
    Paths(Soql query, Table table, Function<String, Table> tables) {
        this.query = query;
        this.table = table;
        this.tables = tables;
    }

    /** @throws SoqlException INVALID_FIELD when the object has no such field or relationship */
    Column resolve(Soql.Operand operand) {
        List<String> parts = new ArrayList<>(Arrays.asList(operand.path().split("\\.")));
        boolean prefixed = parts.get(0).equalsIgnoreCase(query.alias())
                || parts.get(0).equalsIgnoreCase(query.object().text());
        if (parts.size() > 1 && prefixed && table.describe().relationship(parts.get(0)) == null) {
            parts.remove(0);
        }
        int embedded = parts.size() > 1 ? table.embedded(String.join(".", parts)) : -1;
        if (embedded >= 0) {
            Hop hop = new Hop(table.describe().relationship(parts.get(0)).relationshipName(),
                    row -> new Parent(null, -1));
            return new Column(operand.path(), List.of(hop), parts.get(1), "string", ALL,
                    row -> table.value(row, embedded));
        }
        return resolve(operand, parts, table, new ArrayList<>());
    }

    private Column resolve(Soql.Operand operand, List<String> parts, Table from, List<Hop> hops) {
        if (parts.size() == 1) {
            return leaf(operand, parts.get(0), from, hops);
        }
        FieldDescribe reference = from.describe().relationship(parts.get(0));
        if (reference == null || unknown(reference)) {
            throw new SoqlException("INVALID_FIELD", query.text(), operand.at(), "Didn't understand relationship '"
                    + parts.get(0)
                    + "' in field path. If you are attempting to use a custom relationship, be sure to append "
                    + "the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the "
                    + "appropriate names.");
        }
        RowValue id = value(from, reference.index(), last(hops));
        if (reference.polymorphic()) {
            Target target = row -> polymorphic(reference, id.at(row));
            hops.add(new Hop(reference.relationshipName(), target));
            if (parts.size() > 2) {
                throw noSuchColumn(operand, parts.get(1), "Name");
            }
            return nameLeaf(operand, parts.get(1), target, hops);
        }
        Table parent = tables.apply(reference.referenceTo().get(0));
        hops.add(new Hop(reference.relationshipName(), row -> find(parent, id.at(row))));
        return resolve(operand, parts.subList(1, parts.size()), parent, hops);
    }

    private boolean unknown(FieldDescribe reference) {
        return !reference.polymorphic() && tables.apply(reference.referenceTo().get(0)) == null;
    }

    private Column leaf(Soql.Operand operand, String name, Table from, List<Hop> hops) {
        FieldDescribe field = from.describe().field(name);
        if (field == null) {
            throw noSuchColumn(operand, name, from.describe().name());
        }
        Traits traits = new Traits(field.filterable(), field.groupable(), field.sortable(), field.aggregatable());
        return new Column(operand.path(), List.copyOf(hops), field.name(), field.type(), traits,
                field.compound() ? row -> null : value(from, field.index(), last(hops)));
    }

    private Column nameLeaf(Soql.Operand operand, String name, Target target, List<Hop> hops) {
        String canonical = NAME_FIELDS.stream().filter(name::equalsIgnoreCase).findFirst()
                .orElseThrow(() -> noSuchColumn(operand, name, "Name"));
        RowValue value = row -> {
            Parent parent = target.of(row);
            return parent == null ? null : nameValue(parent, canonical);
        };
        String type = canonical.equals("Id") ? "id" : canonical.equals("IsActive") ? "boolean" : "string";
        return new Column(operand.path(), List.copyOf(hops), canonical, type, ALL, value);
    }

    private static String nameValue(Parent parent, String name) {
        ObjectDescribe describe = parent.table().describe();
        if (name.equals("Type")) {
            return describe.name();
        }
        FieldDescribe field = name.equals("Name") && describe.nameField() != null
                ? describe.nameField()
                : describe.field(name);
        return field == null ? null : parent.table().value(parent.row(), field.index());
    }

    private Parent polymorphic(FieldDescribe reference, String id) {
        if (id == null) {
            return null;
        }
        return reference.referenceTo().stream().map(tables).filter(Objects::nonNull)
                .filter(target -> target.describe().keyPrefix() == null || id.startsWith(target.describe().keyPrefix()))
                .map(target -> find(target, id)).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private static Parent find(Table parent, String id) {
        long row = id == null ? -1 : parent.find(id);
        return row < 0 ? null : new Parent(parent, row);
    }

    private static Hop last(List<Hop> hops) {
        return hops.isEmpty() ? null : hops.get(hops.size() - 1);
    }

    private static RowValue value(Table from, int field, Hop hop) {
        if (hop == null) {
            return row -> from.value(row, field);
        }
        return row -> {
            Parent parent = hop.target().of(row);
            return parent == null ? null : parent.table().value(parent.row(), field);
        };
    }

    private SoqlException noSuchColumn(Soql.Operand operand, String field, String entity) {
        return new SoqlException("INVALID_FIELD", query.text(), operand.at(), "No such column '" + field
                + "' on entity '"
                + entity
                + "'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field "
                + "name. Please reference your WSDL or the describe call for the appropriate names.");
    }
}
