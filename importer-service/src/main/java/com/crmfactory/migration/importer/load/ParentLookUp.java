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
     * @param rows
     *            each with its parents, and an id of its own
     */
    record Found(long clock, List<NewRow> rows) {
    }

    /** A batch whose parents are being looked for: remembered ones are found at once, each of the others is asked for once. */
    private final class Search {
        private final List<LoadRow> rows;
        private final UUID[][] parents;
        /** By kind. */
        private final List<Map<String, UUID>> others = new ArrayList<>();
        private long clock;

        Search(List<LoadRow> rows, boolean remembers, Siblings siblings) {
            this.rows = rows;
            this.parents = new UUID[rows.size()][kindOfSlot.length];
            kinds.forEach(kind -> others.add(new HashMap<>()));
            for (int i = 0; i < parents.length; i++) {
                begin(rows.get(i).references(), parents[i], remembers, siblings);
            }
        }

        private void begin(String[] named, UUID[] found, boolean remembers, Siblings siblings) {
            for (int slot = 0; slot < found.length; slot++) {
                if (named[slot] != null) {
                    int kind = kindOfSlot[slot];
                    found[slot] = remembers && kinds.get(kind).guarded() ? known.get(scopes[kind], named[slot]) : null;
                    if (found[slot] == null && !siblings.isNamed(slot, named[slot], rows)) {
                        others.get(kind).put(named[slot], null);
                    }
                }
            }
        }

        boolean isOver() {
            return others.stream().allMatch(Map::isEmpty);
        }

        String[] others(int kind) {
            return others.get(kind).keySet().stream().sorted().toArray(String[]::new);
        }

        /** An answer of the database: a parent, or the time. */
        void take(int kind, String text, UUID id) {
            if (kind < 0) {
                clock = Long.parseLong(text);
                return;
            }
            others.get(kind).put(text, id);
            if (kinds.get(kind).guarded()) {
                known.put(scopes[kind], text, id);
            }
        }

        Found end() {
            List<NewRow> found = new ArrayList<>(parents.length);
            for (int i = 0; i < parents.length; i++) {
                end(rows.get(i).references(), parents[i]);
                found.add(new NewRow(UuidCreator.getTimeOrderedEpoch(), rows.get(i), parents[i]));
            }
            return new Found(clock, found);
        }

        private void end(String[] named, UUID[] found) {
            for (int slot = 0; slot < found.length; slot++) {
                if (named[slot] != null && found[slot] == null) {
                    found[slot] = others.get(kindOfSlot[slot]).get(named[slot]);
                }
            }
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
        for (int slot = 0; slot < kindOfSlot.length; slot++) {
            if (kinds.get(kindOfSlot[slot]).guarded()) {
                Set<UUID> ids = byTable.computeIfAbsent(kinds.get(kindOfSlot[slot]).table(), any -> new HashSet<>());
                for (NewRow row : found.rows()) {
                    if (row.parent()[slot] != null) {
                        ids.add(row.parent()[slot]);
                    }
                }
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

    /**
     * Blocks.
     *
     * @param rows
     *            of which none is there yet, sorted
     * @param siblings
     *            are not asked for, nor found
     */
    Found find(Connection connection, List<LoadRow> rows, Siblings siblings) throws SQLException {
        Search search = new Search(rows, true, siblings);
        try (PreparedStatement statement = connection.prepareStatement(jdbcSql)) {
            for (int kind = 0; kind < kinds.size(); kind++) {
                statement.setArray(kind + 1, connection.createArrayOf("text", search.others(kind)));
            }
            try (ResultSet answers = statement.executeQuery()) {
                while (answers.next()) {
                    search.take(answers.getInt(1), answers.getString(2), answers.getObject(3, UUID.class));
                }
            }
        }
        return search.end();
    }

    /** The same by the reactive client; does not tell the time where nothing has to be asked. */
    Uni<Found> find(SqlClient connection, List<LoadRow> rows) {
        return ask(connection, new Search(rows, true, Siblings.none()));
    }

    /** Forgets what it knew of these parents, one of which has gone. */
    Uni<Found> findAnew(SqlClient connection, List<LoadRow> rows) {
        for (LoadRow row : rows) {
            for (int slot = 0; slot < kindOfSlot.length; slot++) {
                if (row.references()[slot] != null) {
                    known.forget(scopes[kindOfSlot[slot]], row.references()[slot]);
                }
            }
        }
        return ask(connection, new Search(rows, false, Siblings.none()));
    }

    private Uni<Found> ask(SqlClient connection, Search search) {
        if (search.isOver()) {
            return Uni.createFrom().item(search::end);
        }
        Tuple parameters = Tuple.tuple();
        for (int kind = 0; kind < kinds.size(); kind++) {
            parameters.addArrayOfString(search.others(kind));
        }
        return connection.preparedQuery(sql).execute(parameters).map(answers -> {
            for (Row answer : answers) {
                search.take(answer.getInteger(0), answer.getString(1), answer.getUUID(2));
            }
            return search.end();
        });
    }
}
