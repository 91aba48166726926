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
import com.github.f4b6a3.uuid.UuidCreator;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/** Finds the parents of a batch by one statement: those that are not remembered, each once. */
final class ParentLookUp {
    private static final String CLOCK = "SELECT -1 AS kind, (extract(epoch FROM now()) * 1000000)::bigint::text AS sf_id,"
            + " NULL::uuid AS id";

    private final List<Kind> kinds = new ArrayList<>();
    private final int[] kindOfSlot;
    private final ParentIds known;
    private final int[] scopes;
    private final String sql;
    private final String jdbcSql;
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

        private String sql(int number, UUID organizationId) {
            String id = linkFirst ? "coalesce(l.id, p.id)" : "coalesce(p.id, l.id)";
            String found = VerdictSql.lookUp("crm." + table, "id", "p", "r.sf_id")
                    + VerdictSql.linkOf(table, "l", "r.sf_id", linkFirst ? "true" : "p.id IS NULL");
            return "SELECT " + number + ", r.sf_id, " + id + " FROM unnest($" + (number + 1) + "::text[]) r(sf_id)"
                    + found.replace("$1", "'" + organizationId + "'::uuid") + " WHERE " + id + " IS NOT NULL";
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

        /** Each with its parents, and an id of its own. */
        List<NewRow> rows(List<LoadRow> rows) {
            return rows.stream().map(row -> new NewRow(UuidCreator.getTimeOrderedEpoch(), row, of(row))).toList();
        }

        private UUID[] of(LoadRow row) {
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
        this.sql = CLOCK + IntStream.range(0, kinds.size())
                .mapToObj(i -> " UNION ALL " + kinds.get(i).sql(i, organizationId)).collect(joining());
        this.jdbcSql = sql.replaceAll("\\$\\d+", "?");
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

    /** Blocks. */
    Found find(Connection connection, List<LoadRow> rows) throws SQLException {
        List<Map<String, UUID>> found = named(rows);
        remember(found);
        try (PreparedStatement statement = connection.prepareStatement(jdbcSql)) {
            for (int kind = 0; kind < kinds.size(); kind++) {
                statement.setArray(kind + 1, connection.createArrayOf("text", unknown(found.get(kind))));
            }
            try (ResultSet answers = statement.executeQuery()) {
                long clock = 0;
                while (answers.next()) {
                    clock = Math.max(clock, take(answers.getInt(1), answers.getString(2),
                            answers.getObject(3, UUID.class), found));
                }
                return new Found(clock, found, kindOfSlot);
            }
        }
    }

    /** The same by the reactive client; does not tell the time. */
    Uni<Found> find(SqlClient connection, List<LoadRow> rows) {
        List<Map<String, UUID>> found = named(rows);
        remember(found);
        return ask(connection, found);
    }

    /** Forgets what it knew of these parents, one of which has gone. */
    Uni<Found> findAnew(SqlClient connection, List<LoadRow> rows) {
        List<Map<String, UUID>> found = named(rows);
        for (int kind = 0; kind < kinds.size(); kind++) {
            int scope = scopes[kind];
            found.get(kind).keySet().forEach(sfId -> known.forget(scope, sfId));
        }
        return ask(connection, found);
    }

    private Uni<Found> ask(SqlClient connection, List<Map<String, UUID>> found) {
        if (found.stream().noneMatch(kind -> kind.containsValue(null))) {
            return Uni.createFrom().item(new Found(0, found, kindOfSlot));
        }
        Tuple parameters = Tuple.tuple();
        found.forEach(kind -> parameters.addArrayOfString(unknown(kind)));
        return connection.preparedQuery(sql).execute(parameters).map(answers -> {
            long clock = 0;
            for (Row answer : answers) {
                clock = Math.max(clock, take(answer.getInteger(0), answer.getString(1), answer.getUUID(2), found));
            }
            return new Found(clock, found, kindOfSlot);
        });
    }

    /** Every id that is named. */
    private List<Map<String, UUID>> named(List<LoadRow> rows) {
        List<Map<String, UUID>> named = new ArrayList<>();
        kinds.forEach(kind -> named.add(new HashMap<>()));
        for (LoadRow row : rows) {
            for (int slot = 0; slot < kindOfSlot.length; slot++) {
                String sfId = row.references()[slot];
                if (sfId != null) {
                    named.get(kindOfSlot[slot]).put(sfId, null);
                }
            }
        }
        return named;
    }

    private void remember(List<Map<String, UUID>> found) {
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i).guarded()) {
                int scope = scopes[i];
                found.get(i).replaceAll((sfId, none) -> known.get(scope, sfId));
            }
        }
    }

    private static String[] unknown(Map<String, UUID> found) {
        return found.entrySet().stream().filter(entry -> entry.getValue() == null).map(Map.Entry::getKey).sorted()
                .toArray(String[]::new);
    }

    /** @return the time, if that is what the answer tells */
    private long take(int kind, String text, UUID id, List<Map<String, UUID>> found) {
        if (kind < 0) {
            return Long.parseLong(text);
        }
        found.get(kind).put(text, id);
        if (kinds.get(kind).guarded()) {
            known.put(scopes[kind], text, id);
        }
        return 0;
    }
}
