package com.crmfactory.migration.simulator.org;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A table whose rows are held in memory: an org folder's records, and the few rows of setup objects. */
public final class RowTable implements Table {

    private final ObjectDescribe describe;
    private final List<String[]> rows;
    private final Map<String, Integer> byId = new HashMap<>();
    private final Map<String, Integer> embedded;
    private final boolean orderedById;

    public RowTable(ObjectDescribe describe, List<String[]> rows) {
        this(describe, rows, Map.of());
    }

    /** @param embedded dotted paths in lower case whose values stand in the rows after the describe's fields */
    RowTable(ObjectDescribe describe, List<String[]> rows, Map<String, Integer> embedded) {
        this.describe = describe;
        this.rows = rows;
        this.embedded = embedded;
        FieldDescribe id = describe.field("Id");
        boolean ordered = true;
        String last = "";
        for (int row = 0; id != null && row < rows.size(); row++) {
            String value = rows.get(row)[id.index()];
            if (value == null) {
                continue;
            }
            String key = key(value);
            byId.putIfAbsent(key, row);
            ordered &= last.compareTo(key) < 0;
            last = key;
        }
        orderedById = ordered;
    }

    @Override
    public ObjectDescribe describe() {
        return describe;
    }

    @Override
    public long size() {
        return rows.size();
    }

    @Override
    public String value(long row, int field) {
        return rows.get((int) row)[field];
    }

    @Override
    public long find(String id) {
        return byId.getOrDefault(key(id), -1);
    }

    @Override
    public boolean orderedById() {
        return orderedById;
    }

    @Override
    public int embedded(String path) {
        return embedded.getOrDefault(path.toLowerCase(Locale.ROOT), -1);
    }

    private static String key(String id) {
        return id.length() == 18 ? id.substring(0, 15) : id;
    }
}
