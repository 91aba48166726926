package com.crmfactory.migration.importer.load;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRow;
import com.crmfactory.migration.importer.row.ReferenceSlot;
import com.crmfactory.migration.model.target.TargetCatalogue;

/** Finds the parents of a batch by one statement: those that are not remembered, each once. */
final class ParentLookUp {
    private static final String CLOCK = "SELECT -1 AS kind, (extract(epoch FROM now()) * 1000000)::bigint::text AS sf_id,"
            + " NULL::uuid AS id";

    private final List<Kind> kinds = new ArrayList<>();
    private final int[] kindOfSlot;
    private final ParentIds known;
    private final int[] scopes;
    private final String sql;
    private final UUID fallbackOwner;

    /**
     * One way of finding parents.
     *
     * @param linkFirst
     *            what the configuration names comes before what was imported
     * @param guarded
     *            a foreign key would refuse a parent that has gone since it was remembered
     */
    private record Kind(String table, boolean linkFirst, boolean guarded) {

        private static Kind of(ReferenceSlot slot, LoadPlan plan) {
            return new Kind(slot.parentTarget(), slot.isOwner() && !plan.rules().owners().isEmpty(),
                    slot.typeColumn() == null);
        }

        private String sql(int number) {
            String id = linkFirst ? "coalesce(l.id, p.id)" : "coalesce(p.id, l.id)";
            return "SELECT " + number + ", r.sf_id, " + id + " FROM unnest(?::text[]) r(sf_id)"
                    + VerdictSql.lookUp("crm." + table, "id", "p", "r.sf_id")
                    + VerdictSql.linkOf(table, "l", "r.sf_id", linkFirst ? "true" : "p.id IS NULL")
                    + " WHERE " + id + " IS NOT NULL";
        }
    }

    /** What is remembered is good for one extraction of one object. */
    private record Scope(Object extraction, Kind kind) {
    }

    /**
     * What was found for a batch.
     *
     * @param clock
     *            when the transaction began, in microseconds since 1970
     */
    record Found(long clock, List<Map<String, UUID>> byKind, int[] kindOfSlot) {

        /** The parents of a row by slot; null where none is named or it is not there. */
        UUID[] of(LoadRow row) {
            UUID[] parents = new UUID[kindOfSlot.length];
            for (int slot = 0; slot < parents.length; slot++) {
                String sfId = row.references()[slot];
                parents[slot] = sfId == null ? null : byKind.get(kindOfSlot[slot]).get(sfId);
            }
            return parents;
        }
    }

    ParentLookUp(LoadPlan plan, UUID organizationId, Object extraction, ParentIds known) {
        this.known = known;
        this.fallbackOwner = plan.rules().fallbackOwner();
        this.kindOfSlot = plan.slots().stream().mapToInt(slot -> number(Kind.of(slot, plan))).toArray();
        this.scopes = kinds.stream().mapToInt(kind -> known.scope(new Scope(extraction, kind))).toArray();
        this.sql = CLOCK + IntStream.range(0, kinds.size()).mapToObj(i -> " UNION ALL " + kinds.get(i).sql(i))
                .collect(joining()).replace("$1", "'" + organizationId + "'::uuid");
    }

    /** The parents that a foreign key asks for, by table; those that take the place of others too. */
    Map<String, Set<UUID>> guarded(Found found) {
        Map<String, Set<UUID>> byTable = new HashMap<>();
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i).guarded()) {
                Set<UUID> ids = byTable.computeIfAbsent(kinds.get(i).table(), any -> new HashSet<>());
                found.byKind().get(i).values().stream().filter(Objects::nonNull).forEach(ids::add);
            }
        }
        if (fallbackOwner != null) {
            byTable.computeIfAbsent(TargetCatalogue.USERS, any -> new HashSet<>()).add(fallbackOwner);
        }
        return byTable;
    }

    private int number(Kind kind) {
        if (!kinds.contains(kind)) {
            kinds.add(kind);
        }
        return kinds.indexOf(kind);
    }

    Found find(Connection connection, List<LoadRow> rows) throws SQLException {
        List<Map<String, UUID>> found = new ArrayList<>();
        kinds.forEach(kind -> found.add(new HashMap<>()));
        remember(rows, found);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int kind = 0; kind < kinds.size(); kind++) {
                statement.setArray(kind + 1, connection.createArrayOf("text", unknown(found.get(kind))));
            }
            try (ResultSet answers = statement.executeQuery()) {
                return new Found(read(answers, found), found, kindOfSlot);
            }
        }
    }

    /** Every id that is named, with its record if that is remembered. */
    private void remember(List<LoadRow> rows, List<Map<String, UUID>> found) {
        for (LoadRow row : rows) {
            for (int slot = 0; slot < kindOfSlot.length; slot++) {
                String sfId = row.references()[slot];
                int kind = kindOfSlot[slot];
                if (sfId != null && !found.get(kind).containsKey(sfId)) {
                    found.get(kind).put(sfId, kinds.get(kind).guarded() ? known.get(scopes[kind], sfId) : null);
                }
            }
        }
    }

    private static Object[] unknown(Map<String, UUID> found) {
        return found.entrySet().stream().filter(entry -> entry.getValue() == null).map(Map.Entry::getKey).sorted()
                .toArray();
    }

    private long read(ResultSet answers, List<Map<String, UUID>> found) throws SQLException {
        long clock = 0;
        while (answers.next()) {
            int kind = answers.getInt(1);
            UUID id = answers.getObject(3, UUID.class);
            if (kind < 0) {
                clock = Long.parseLong(answers.getString(2));
            } else {
                found.get(kind).put(answers.getString(2), id);
                if (kinds.get(kind).guarded()) {
                    known.put(scopes[kind], answers.getString(2), id);
                }
            }
        }
        return clock;
    }
}
