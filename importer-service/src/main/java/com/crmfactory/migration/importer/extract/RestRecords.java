package com.crmfactory.migration.importer.extract;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import com.crmfactory.migration.salesforce.QueryPage;
import com.fasterxml.jackson.databind.JsonNode;

/** A page of a REST query, at most 2,000 records. */
final class RestRecords implements RecordPage {
    private final QueryPage page;
    private final List<String> header;
    private final Iterator<JsonNode> records;
    private JsonNode present;

    RestRecords(QueryPage page, List<String> header) {
        this.page = page;
        this.header = header;
        this.records = page.records().iterator();
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public Optional<String> next() {
        return Optional.ofNullable(page.nextRecordsUrl());
    }

    @Override
    public OptionalLong total() {
        return OptionalLong.of(page.totalSize());
    }

    @Override
    public boolean advance() {
        present = records.hasNext() ? records.next() : null;
        return present != null;
    }

    @Override
    public String[] cells() {
        String[] cells = new String[header.size()];
        for (int i = 0; i < cells.length; i++) {
            JsonNode value = present.get(header.get(i));
            String text = value == null || value.isNull() ? null : value.asText();
            cells[i] = text == null || text.isEmpty() ? null : text;
        }
        return cells;
    }

    @Override
    public void close() {
        // The page is in memory; there is nothing to give up.
    }
}
