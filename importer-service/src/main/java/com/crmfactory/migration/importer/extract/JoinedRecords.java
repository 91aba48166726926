package com.crmfactory.migration.importer.extract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.crmfactory.migration.salesforce.SalesforceOrg;

/**
 * Records whose columns take several queries: a page has the first of them, the others are asked for by the ids of some
 * records at a time, so memory does not grow with the page. A record that has gone for good in between would have half
 * its values: then nothing of the page is delivered from there on, and the object is extracted again.
 */
final class JoinedRecords implements RecordPage {
    private static final int AT_A_TIME = 1_000;
    /** Longer than any call with its retries, each of which may be silent for 150 s five times; per query. */
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final RecordPage first;
    private final SalesforceOrg org;
    private final List<Soql> others;
    private final List<String> header;
    private final int id;
    private Iterator<String[]> joined = List.<String[]>of().iterator();
    private String[] present;

    JoinedRecords(RecordPage first, SalesforceOrg org, List<Soql> others) {
        this.first = first;
        this.org = org;
        this.others = others;
        this.header = new ArrayList<>(first.header());
        others.forEach(query -> header.addAll(query.fields().subList(1, query.fields().size())));
        this.id = header.indexOf("Id");
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public Optional<String> next() {
        return first.next();
    }

    @Override
    public OptionalLong total() {
        return first.total();
    }

    @Override
    public boolean advance() {
        if (!joined.hasNext()) {
            joined = join().iterator();
        }
        present = joined.hasNext() ? joined.next() : null;
        return present != null;
    }

    private List<String[]> join() {
        List<String[]> rows = new ArrayList<>();
        Map<String, List<String[]>> byId = new HashMap<>();
        while (rows.size() < AT_A_TIME && first.advance()) {
            String[] row = Arrays.copyOf(first.cells(), header.size());
            rows.add(row);
            byId.computeIfAbsent(row[id], key -> new ArrayList<>()).add(row);
        }
        if (!rows.isEmpty()) {
            List<String> ids = List.copyOf(byId.keySet());
            int at = first.header().size();
            for (Soql query : others) {
                RecordPage more = RecordsById.of(org, query, ids).await().atMost(PATIENCE);
                fill(byId, more, at);
                at += more.header().size() - 1;
            }
        }
        return rows;
    }

    private static void fill(Map<String, List<String[]>> byId, RecordPage more, int at) {
        int found = 0;
        while (more.advance()) {
            String[] cells = more.cells();
            List<String[]> rows = byId.getOrDefault(cells[0], List.of());
            rows.forEach(row -> System.arraycopy(cells, 1, row, at, cells.length - 1));
            found += rows.isEmpty() ? 0 : 1;
        }
        if (found < byId.size()) {
            throw SalesforceException.of("records_gone", FailureType.TRANSIENT, byId.size() - found
                    + " records were gone from Salesforce before all their columns were read.",
                    "The object is extracted again.");
        }
    }

    @Override
    public String[] cells() {
        return present;
    }

    @Override
    public void close() {
        first.close();
    }
}
