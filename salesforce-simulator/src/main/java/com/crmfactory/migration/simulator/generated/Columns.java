package com.crmfactory.migration.simulator.generated;

import com.crmfactory.migration.simulator.org.FieldDescribe;
import com.crmfactory.migration.simulator.org.ObjectDescribe;

/** Collects the formulas of one object's fields. A field without one is null, or false if it is a boolean. */
final class Columns {

    private final ObjectDescribe describe;
    private final RowText[] texts;

    Columns(ObjectDescribe describe) {
        this.describe = describe;
        this.texts = new RowText[describe.fields().size()];
        describe.fields().stream().filter(field -> field.type().equals("boolean"))
                .forEach(field -> texts[field.index()] = row -> "false");
    }

    Columns set(String field, RowText text) {
        texts[require(field).index()] = text;
        return this;
    }

    Columns flag(String field, RowFlag flag) {
        return set(field, row -> flag.at(row) ? "true" : "false");
    }

    private FieldDescribe require(String name) {
        FieldDescribe field = describe.field(name);
        if (field == null) {
            throw new IllegalArgumentException(describe.name() + " has no field " + name);
        }
        return field;
    }

    GeneratedTable table(Kind kind, long size) {
        return new GeneratedTable(describe, kind, size, texts);
    }

    /** The value of a boolean field by row. */
    @FunctionalInterface
    interface RowFlag {

        boolean at(long row);
    }
}
