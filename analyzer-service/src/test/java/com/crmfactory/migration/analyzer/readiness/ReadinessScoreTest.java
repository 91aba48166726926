package com.crmfactory.migration.analyzer.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.analyzer.risk.DataFindings;
import com.crmfactory.migration.analyzer.risk.RiskCode;
import com.crmfactory.migration.model.Compatibility;
import com.crmfactory.migration.model.report.ReadinessLevel;
import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.model.report.ScorePart;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ReadinessScoreTest {

    @Test
    void anOrgWithoutFindingsIsReady() {
        ReadinessScore readiness = ReadinessScore.of(List.of(object(10, 100, 5, 5)), 0, List.of());

        assertThat(readiness.score()).isEqualTo(100);
        assertThat(readiness.level()).isEqualTo(ReadinessLevel.READY);
    }

    @Test
    void aBlockerBlocksWhateverTheScore() {
        assertThat(ReadinessScore.of(List.of(object(10, 100, 5, 5)), 0,
                List.of(RiskCode.NOTHING_TO_MIGRATE.risk(1, "nothing"))).level()).isEqualTo(ReadinessLevel.BLOCKED);
    }

    @Test
    void aDecisionToTakeNeedsReview() {
        assertThat(ReadinessScore.of(List.of(object(10, 100, 5, 5)), 0,
                List.of(RiskCode.CASE_STATUS_UNKNOWN.risk("Case", "Status", 1, "?"))).level())
                .isEqualTo(ReadinessLevel.NEEDS_REVIEW);
    }

    @Test
    void largeObjectsWeighMore() {
        int largeIsGood = ReadinessScore.of(List.of(object(900, 100, 5, 5), object(100, 0, 5, 0)), 0, List.of())
                .score();
        int largeIsBad = ReadinessScore.of(List.of(object(100, 100, 5, 5), object(900, 0, 5, 0)), 0, List.of()).score();

        assertThat(largeIsGood).isGreaterThan(largeIsBad);
    }

    @Property
    void theScoreIsExplainedByWhatEachPartCost(@ForAll("objects") @Size(max = 8) List<AnalyzedObject> objects,
            @ForAll @IntRange(max = 500) int automation, @ForAll("risks") @Size(max = 20) List<Risk> risks) {
        ReadinessScore readiness = ReadinessScore.of(objects, automation, risks);

        assertThat(readiness.score()).isBetween(0, 100);
        assertThat(readiness.parts()).allMatch(part -> part.score() >= 0 && part.score() <= 100 && part.lost() >= 0);
        assertThat(readiness.parts().stream().mapToDouble(ScorePart::weight).sum()).isCloseTo(1, within(1e-9));
        assertThat(100 - readiness.parts().stream().mapToDouble(ScorePart::lost).sum())
                .isCloseTo(readiness.score(), within(0.51));
    }

    @Property
    void fixingAFindingNeverLowersTheScore(@ForAll("objects") @Size(min = 1, max = 8) List<AnalyzedObject> objects,
            @ForAll @IntRange(max = 500) int automation, @ForAll("risks") @Size(min = 1, max = 20) List<Risk> risks,
            @ForAll @IntRange(max = 100) int which) {
        int before = ReadinessScore.of(objects, automation, risks).score();
        List<Risk> fewer = new ArrayList<>(risks);
        fewer.remove(which % risks.size());
        List<AnalyzedObject> better = new ArrayList<>(objects);
        AnalyzedObject worse = objects.get(which % objects.size());
        better.set(which % objects.size(), object(worse.recordCount(),
                Math.min(100, worse.score() + 10), worse.fields().counted(),
                worse.fields().counted()));

        assertThat(ReadinessScore.of(objects, automation, fewer).score()).isGreaterThanOrEqualTo(before);
        assertThat(ReadinessScore.of(better, automation, risks).score()).isGreaterThanOrEqualTo(before);
        assertThat(ReadinessScore.of(objects, automation / 2, risks).score()).isGreaterThanOrEqualTo(before);
    }

    @Provide
    Arbitrary<List<AnalyzedObject>> objects() {
        return Combinators.combine(Arbitraries.longs().between(0, 5_000_000), Arbitraries.integers().between(0, 100),
                Arbitraries.integers().between(0, 50), Arbitraries.integers().between(0, 50))
                .as((records, score, counted, kept) -> object(records, score, counted, Math.min(counted, kept))).list();
    }

    @Provide
    Arbitrary<List<Risk>> risks() {
        return Arbitraries.of(RiskCode.values()).map(code -> code.risk(1, "found")).list();
    }

    private static AnalyzedObject object(long records, int score, int counted, int kept) {
        return new AnalyzedObject("Contact", false, records, true, Compatibility.PARTIAL, score,
                new FieldCounts(counted, kept, 0, 0, counted, kept), List.of(), List.of(), List.of(), DataFindings.NONE,
                false);
    }
}
