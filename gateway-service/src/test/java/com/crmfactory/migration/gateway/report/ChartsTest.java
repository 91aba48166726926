package com.crmfactory.migration.gateway.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.gateway.report.InventoryChart.Part;
import com.crmfactory.migration.gateway.testing.Org;
import com.crmfactory.migration.gateway.view.PlanView;
import com.crmfactory.migration.gateway.view.ReportView.Detail;
import com.crmfactory.migration.gateway.view.ReportView.ReportedObjectView;
import com.crmfactory.migration.gateway.view.TimelineView;
import com.crmfactory.migration.model.Compatibility;
import com.crmfactory.migration.model.report.ObjectReport;
import com.crmfactory.migration.model.report.ScorePart;
import com.crmfactory.migration.model.report.Timeline;
import com.crmfactory.migration.model.report.Timeline.ObjectEstimate;

class ChartsTest {

    @Test
    void theRingIsFilledByTheScore() {
        assertThat(ScoreRing.of(0).arc()).isZero();
        assertThat(ScoreRing.of(100).rest()).isZero();
        assertThat(ScoreRing.of(50).arc()).isCloseTo(ScoreRing.of(50).rest(), within(0.11));
    }

    @Test
    void thePartsOfAnInventoryBarFillItWithoutGaps() {
        InventoryChart chart = InventoryChart.of(List.of(object(100, Compatibility.AUTO),
                object(300, Compatibility.PARTIAL), object(0, Compatibility.MANUAL_REVIEW)));

        assertThat(chart.bars()).extracting(InventoryChart.Bar::total).containsExactly(2L, 400L);
        List<Part> records = chart.bars().get(1).parts();
        assertThat(records).extracting(Part::x).containsExactly(0.0, 250.0);
        assertThat(records).extracting(Part::width).containsExactly(250.0, 750.0);
    }

    @Test
    void anOrgWithoutRecordsHasEmptyBars() {
        assertThat(InventoryChart.of(List.of(object(0, Compatibility.AUTO))).bars())
                .allMatch(bar -> bar.total() == 0 && bar.parts().isEmpty());
    }

    @Test
    void theHeaviestPartOfTheScoreIsLongestAndFilledByItsScore() {
        ScoreChart chart = ScoreChart.of(List.of(new ScorePart("risk", 0.2, 50, 10, List.of()),
                new ScorePart("data", 0.4, 100, 0, List.of())));

        assertThat(chart.bars().get(0).weight() * 2).isEqualTo(chart.bars().get(1).weight());
        assertThat(chart.bars().get(0).earned() * 2).isEqualTo(chart.bars().get(0).weight());
        assertThat(chart.bars().get(1).earned()).isEqualTo(chart.bars().get(1).weight());
    }

    @Test
    void aWaveBeginsWhenTheLongestOfTheOneBeforeEnds() {
        PlanView plan = new PlanView(List.of(List.of("User", "Account"), List.of("Contact")), List.of());
        TimelineChart chart = TimelineChart.of(plan,
                TimelineView.of(new Timeline(40, List.of(new ObjectEstimate("User", 10),
                        new ObjectEstimate("Account", 30), new ObjectEstimate("Contact", 10)), 1, null, List.of()),
                        List.of()));

        assertThat(chart.seconds()).isEqualTo(40);
        TimelineChart.Bar account = chart.bars().get(1);
        TimelineChart.Bar contact = chart.bars().get(2);
        assertThat(chart.bars().get(0).x()).isEqualTo(account.x());
        assertThat(contact.x()).isEqualTo(account.x() + account.width());
        assertThat(contact.x() + contact.width()).isEqualTo(Drawing.WIDTH);
    }

    private static ReportedObjectView object(long records, Compatibility compatibility) {
        ObjectReport report = Org.ACCOUNT.report();
        return ReportedObjectView.of(new ObjectReport(report.object(), report.label(), false, "001", records,
                report.target(), compatibility, 90, List.of(), report.fields(), report.relationships()), Detail.FULL);
    }
}
