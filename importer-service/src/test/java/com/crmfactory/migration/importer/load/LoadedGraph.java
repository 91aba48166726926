package com.crmfactory.migration.importer.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import com.crmfactory.migration.importer.load.GraphObject.Reference;
import com.crmfactory.migration.importer.load.Loading.ObjectLoad;
import com.crmfactory.migration.importer.load.RandomGraph.Entry;

/** A graph in the database: its records were loaded in random batches, and every object was brought to its end. */
final class LoadedGraph {
    private static final int BATCHES_AT_MOST = 4;

    private final Map<GraphObject, ObjectLoad> loads = new EnumMap<>(GraphObject.class);
    private final Loading loading;

    private LoadedGraph(Loading loading) {
        this.loading = loading;
    }

    /** All objects at once: their batches mixed, each object's end after its last batch. */
    static LoadedGraph mixed(RandomGraph graph, Loading loading, Random random) {
        LoadedGraph loaded = new LoadedGraph(loading);
        List<List<Entry>> waiting = new ArrayList<>();
        for (GraphObject object : GraphObject.values()) {
            loaded.loads.put(object, object.begin(loading));
            waiting.addAll(batches(graph.of(object), random));
        }
        Collections.shuffle(waiting, random);
        while (!waiting.isEmpty()) {
            List<Entry> batch = waiting.remove(0);
            GraphObject object = batch.get(0).object();
            loaded.load(object, batch);
            if (waiting.stream().noneMatch(other -> other.get(0).object() == object)) {
                loaded.of(object).end();
            }
        }
        return loaded;
    }

    /** As the plan has it: nobody begins before its parents are done. */
    static LoadedGraph oneAfterAnother(RandomGraph graph, Loading loading, Random random) {
        LoadedGraph loaded = new LoadedGraph(loading);
        for (GraphObject object : GraphObject.values()) {
            loaded.loads.put(object, object.begin(loading));
            batches(graph.of(object), random).forEach(batch -> loaded.load(object, batch));
            loaded.of(object).end();
        }
        return loaded;
    }

    private static List<List<Entry>> batches(List<Entry> entries, Random random) {
        List<Entry> order = new ArrayList<>(entries);
        Collections.shuffle(order, random);
        int size = order.size() / (1 + random.nextInt(BATCHES_AT_MOST)) + 1;
        List<List<Entry>> batches = new ArrayList<>();
        for (int from = 0; from < order.size(); from += size) {
            batches.add(order.subList(from, Math.min(order.size(), from + size)));
        }
        return batches;
    }

    private void load(GraphObject object, List<Entry> batch) {
        of(object).batch(batch.stream().map(Entry::cells).toArray(String[][]::new));
    }

    ObjectLoad of(GraphObject object) {
        return loads.get(object);
    }

    /** The Salesforce id of each record in the CRM. */
    List<String> present() {
        return loading.list(Arrays.stream(GraphObject.values()).map(GraphObject::present)
                .collect(Collectors.joining(" UNION ALL ")));
    }

    /** {@code child column parent} of each reference that leads to a record. */
    List<String> links() {
        return loading.list(GraphObject.allReferences().stream().map(Reference::links)
                .collect(Collectors.joining(" UNION ALL ")));
    }

    /** The same of each reference that waits for its parent. */
    List<String> waiting() {
        return loading.list("SELECT sf_id || ' ' || column_name || ' ' || parent_sf_id FROM import.unlinked"
                + " WHERE organization_id = :org");
    }
}
