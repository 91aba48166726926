package com.crmfactory.migration.importer.extract;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import com.crmfactory.migration.salesforce.BulkPage;

/** A page of a Bulk job's result. */
record BulkRecords(BulkPage page, List<String> header) implements RecordPage {

    @Override
    public List<String> header() {
        // A result without rows may come without a header.
        return page.header().isEmpty() ? header : page.header();
    }

    @Override
    public Optional<String> next() {
        return page.locator();
    }

    @Override
    public OptionalLong total() {
        return OptionalLong.empty();
    }

    @Override
    public boolean advance() {
        return page.advance();
    }

    @Override
    public String[] cells() {
        return page.row();
    }

    @Override
    public void close() {
        page.close();
    }
}
