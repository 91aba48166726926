package com.crmfactory.migration.gateway.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.gateway.report.ObjectChange.FieldChange;
import com.crmfactory.migration.gateway.report.ObjectChange.Kind;
import com.crmfactory.migration.gateway.testing.Org;
import com.crmfactory.migration.model.Compatibility;
import com.crmfactory.migration.model.report.FieldReport;
import com.crmfactory.migration.model.report.FieldStatus;
import com.crmfactory.migration.model.report.ObjectReport;
import com.crmfactory.migration.model.report.ReadinessLevel;
import com.crmfactory.migration.model.report.ReportConclusion;
import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.model.report.ScorePart;
import com.crmfactory.migration.model.report.Severity;

class ReportComparisonTest {
    private static final FieldReport NAME = field("Name", FieldStatus.AUTO, "name");
    private static final FieldReport TIER = field("Tier__c", FieldStatus.CUSTOM_FIELD, "custom_fields.tier");

    @Test
    void equalReportsHaveNothingToTell() {
        ComparedReport report = report(Org.conclusion(2));
        ReportComparison comparison = ReportComparison.of(report, report, List.of());

        assertThat(comparison.readinessScore()).isNull();
        assertThat(comparison.readinessLevel()).isNull();
        assertThat(comparison.summary()).isNull();
        assertThat(comparison.scoreBreakdown()).isEmpty();
        assertThat(comparison.risks()).isEqualTo(new RiskChanges(List.of(), List.of(), List.of()));
        assertThat(comparison.automationComplexity()).isNull();
    }

    @Test
    void tellsWhatTheScoreLostAndWhichFindingsCameAndWent() {
        Risk orphans = risk("ORPHANS", Severity.MEDIUM, 5);
        ComparedReport before = report(conclusion(80, List.of(new ScorePart("quality", 1, 80, 20, List.of())), orphans,
                risk("SANDBOX", Severity.INFO, 1)));
        ComparedReport after = report(conclusion(70, List.of(new ScorePart("quality", 1, 70, 30, List.of())),
                risk("ORPHANS", Severity.HIGH, 9), risk("DUPLICATES", Severity.LOW, 3)));

        ReportComparison comparison = ReportComparison.of(before, after, List.of());

        assertThat(comparison.readinessScore()).isEqualTo(new Change<>(80, 70));
        assertThat(comparison.scoreBreakdown())
                .containsExactly(new ReportComparison.PartChange("quality", new Change<>(80, 70)));
        assertThat(comparison.risks().added()).extracting(Risk::code).containsExactly("DUPLICATES");
        assertThat(comparison.risks().resolved()).extracting(Risk::code).containsExactly("SANDBOX");
        assertThat(comparison.risks().changed()).containsExactly(new RiskChanges.RiskChange("ORPHANS", "Contact", null,
                new Change<>(Severity.MEDIUM, Severity.HIGH), new Change<>(5L, 9L)));
    }

    @Test
    void anObjectTellsItsFieldsThatCameWentOrEndDifferently() {
        ObjectReport before = object(10, NAME, TIER);
        ObjectReport after = object(12, field("Name", FieldStatus.PARTIAL, "name"),
                field("New__c", FieldStatus.AUTO, "custom_fields.new"));

        ObjectChange change = ObjectChange.of(before, after);

        assertThat(change.kind()).isEqualTo(Kind.CHANGED);
        assertThat(change.recordCount()).isEqualTo(new Change<>(10L, 12L));
        assertThat(change.score()).isNull();
        assertThat(change.fields()).extracting(FieldChange::field, FieldChange::kind).containsExactly(
                org.assertj.core.groups.Tuple.tuple("Name", Kind.CHANGED),
                org.assertj.core.groups.Tuple.tuple("New__c", Kind.ADDED),
                org.assertj.core.groups.Tuple.tuple("Tier__c", Kind.REMOVED));
        assertThat(change.fields().get(0).status()).isEqualTo(new Change<>(FieldStatus.AUTO, FieldStatus.PARTIAL));
    }

    @Test
    void anObjectThatOneReportLacksIsAddedOrRemoved() {
        ObjectReport object = object(10, NAME);

        assertThat(ObjectChange.of(null, object)).extracting(ObjectChange::kind, ObjectChange::recordCount)
                .containsExactly(Kind.ADDED, new Change<Long>(null, 10L));
        assertThat(ObjectChange.of(object, null).kind()).isEqualTo(Kind.REMOVED);
        assertThat(ObjectChange.of(object, object).matters()).isFalse();
    }

    private static ComparedReport report(ReportConclusion conclusion) {
        return new ComparedReport("mig_1", Org.summary("00D000000000001AAA"), Instant.EPOCH, conclusion);
    }

    private static ReportConclusion conclusion(int score, List<ScorePart> parts, Risk... risks) {
        ReportConclusion plain = Org.conclusion(2);
        return new ReportConclusion(score, ReadinessLevel.READY, parts, plain.summary(), List.of(), plain.owners(),
                plain.automation(), List.of(risks), plain.plan(), plain.timeline(), plain.queues());
    }

    private static Risk risk(String code, Severity severity, long count) {
        return new Risk(code, severity, "Contact", null, count, "", "");
    }

    private static ObjectReport object(long records, FieldReport... fields) {
        return new ObjectReport("Account", "Account", false, "001", records, "accounts", Compatibility.AUTO, 90,
                List.of("some reason"), List.of(fields), List.of());
    }

    private static FieldReport field(String name, FieldStatus status, String target) {
        return new FieldReport(name, name, "string", false, false, target, "text", status, 1, "by name", null);
    }
}
