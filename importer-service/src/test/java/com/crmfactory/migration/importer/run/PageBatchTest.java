package com.crmfactory.migration.importer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.importer.row.LoadRow;
import com.crmfactory.migration.importer.row.Reject;
import com.crmfactory.migration.importer.transform.RowTransformer.Result;

class PageBatchTest {
    private static final Result ROW = new Result(
            new LoadRow("0015g00000000001AA", new String[0], new String[0], 0, null, 0, 0), null);
    private static final Result REJECT = new Result(null, Reject.failed("0015g00000000001AA", null, "c", "m", "h"));
    private static final int MANY = 1_000_000;

    @Test
    void aBatchIsFullWhenItHasItsRecordsAndRejectsAreRecords() {
        PageBatch batch = new PageBatch();
        batch.add(new String[]{"a", null}, ROW);
        assertThat(batch.isFull(2)).isFalse();
        batch.add(new String[]{"b", null}, REJECT);
        assertThat(batch.isFull(2)).isTrue();
    }

    @Test
    void aBatchOfLongTextsIsFullBeforeItHasItsRecords() {
        PageBatch batch = new PageBatch();
        String[] longest = {"x".repeat(131_072), null, "y".repeat(131_072)};
        int records = 0;
        while (!batch.isFull(MANY)) {
            batch.add(longest, ROW);
            records++;
        }
        assertThat(records).isEqualTo(16);
    }

    @Test
    void whoeverKeepsTheListsOfALoadedBatchKeepsNoRecord() {
        PageBatch batch = new PageBatch();
        batch.add(new String[]{"a"}, ROW);
        batch.add(new String[]{"b"}, REJECT);
        List<LoadRow> rows = batch.rows();
        List<Reject> rejects = batch.rejects();
        batch.clear();
        assertThat(rows).isEmpty();
        assertThat(rejects).isEmpty();
    }
}
