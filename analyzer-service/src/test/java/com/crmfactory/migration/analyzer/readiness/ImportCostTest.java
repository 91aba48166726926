package com.crmfactory.migration.analyzer.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.analyzer.risk.DataFindings;
import com.crmfactory.migration.analyzer.risk.OrgFacts.Budget;
import com.crmfactory.migration.model.Compatibility;
import com.crmfactory.migration.model.plan.MigrationPlan;
import com.crmfactory.migration.model.report.Timeline;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ImportCostTest {

    @Test
    void aSmallObjectTakesOneQuery() {
        assertThat(ImportCost.apiCalls("Contact", 0)).isEqualTo(1);
        assertThat(ImportCost.apiCalls("Contact", 2_000)).isEqualTo(1);
        assertThat(ImportCost.apiCalls("Contact", 10_000)).isEqualTo(7);
    }

    @Test
    void productsAlsoAskForThePriceBook() {
        assertThat(ImportCost.apiCalls("Product2", 10)).isEqualTo(3);
    }

    @Test
    void aLargeObjectTakesPagesOfFiftyThousand() {
        assertThat(ImportCost.apiCalls("Contact", 1_000_000)).isEqualTo(28);
    }

    @Test
    void secondsComeFromWhatThisInstallationHasMeasured() {
        AnalyzedObject object = new AnalyzedObject("Contact", false, 30_000L, true, Compatibility.AUTO, 100,
                FieldCounts.NONE, List.of(), List.of(), List.of(), DataFindings.NONE, false);
        MigrationPlan plan = ImportOrder.of(List.of(object));

        Timeline first = ImportCost.timeline(List.of(object), plan, budget(Map.of()));
        Timeline later = ImportCost.timeline(List.of(object), plan, budget(Map.of("Contact", 3_000.0)));

        assertThat(first.estimatedSeconds()).isEqualTo(24);
        assertThat(first.byObject().get(0).measured()).isFalse();
        assertThat(later.estimatedSeconds()).isEqualTo(14);
        assertThat(later.byObject().get(0)).isEqualTo(
                new Timeline.ObjectEstimate("Contact", 14, ImportCost.apiCalls("Contact", 30_000), 3_000.0, true));
        assertThat(first.assumptions()).anyMatch(text -> text.contains("until this installation has measured"));
        assertThat(later.analysisApiCalls()).isEqualTo(60);
    }

    private static Budget budget(Map<String, Double> recordsPerSecond) {
        return new Budget(15_000L, 10_000L, 1_000L, 60, 58, recordsPerSecond);
    }

    @Property
    void staysWithinFifteenCallsAndOneForEachFiftyThousandRecords(@ForAll @LongRange(max = 100_000_000) long records) {
        assertThat(ImportCost.apiCalls("Contact", records)).isLessThanOrEqualTo(15 + records / 50_000);
    }
}
