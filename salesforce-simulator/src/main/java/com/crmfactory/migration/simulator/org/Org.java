package com.crmfactory.migration.simulator.org;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Everything an org holds: its own record, the objects of the data API with their rows, the objects of the Tooling API,
 * and what {@code /limits} says beyond the defaults.
 */
public final class Org {

    private final Organization organization;
    private final Map<String, Table> data = new LinkedHashMap<>();
    private final Map<String, Table> tooling = new LinkedHashMap<>();
    private final ObjectNode limits;
    private final ArrayNode global;

    /**
     * @param limits {@code /limits} entries that replace the defaults, or null
     * @param global the recorded {@code sobjects} of describeGlobal, or null to derive them
     */
    public Org(Organization organization, Collection<? extends Table> data, Collection<? extends Table> tooling,
            ObjectNode limits, ArrayNode global) {
        this.organization = organization;
        data.forEach(table -> this.data.put(lower(table.describe().name()), table));
        tooling.forEach(table -> this.tooling.put(lower(table.describe().name()), table));
        this.limits = limits;
        this.global = global;
    }

    public Organization organization() {
        return organization;
    }

    /** The data API's object of that name, or null. */
    public Table table(String object) {
        return data.get(lower(object));
    }

    /** The Tooling API's object of that name, or null. */
    public Table toolingTable(String object) {
        return tooling.get(lower(object));
    }

    public List<Table> tables() {
        return List.copyOf(data.values());
    }

    public List<Table> toolingTables() {
        return List.copyOf(tooling.values());
    }

    public ObjectNode limits() {
        return limits;
    }

    public ArrayNode global() {
        return global;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
