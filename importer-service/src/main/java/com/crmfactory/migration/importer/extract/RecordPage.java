package com.crmfactory.migration.importer.extract;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One page of an object's records, read one by one on a worker thread. */
public sealed interface RecordPage extends AutoCloseable permits BulkRecords, RestRecords, JoinedRecords {

    /** Names of the cells. */
    List<String> header();

    /** Where the next page begins; empty on the last. */
    Optional<String> next();

    /** Records of all pages together, where the page knows. */
    OptionalLong total();

    boolean advance();

    /** Cells of the present record; null for no value. */
    String[] cells();

    @Override
    void close();
}
