package com.crmfactory.migration.analyzer.org;

import java.util.EnumMap;
import java.util.Map;

import com.crmfactory.migration.analyzer.readiness.Measure;
import com.crmfactory.migration.salesforce.Field;
import com.crmfactory.migration.salesforce.ObjectDescribe;
import com.crmfactory.migration.salesforce.SalesforceOrg;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Counts what the conclusion needs to know about some objects' records. */
final class MeasureReader {
    private final SalesforceOrg org;

    MeasureReader(SalesforceOrg org) {
        this.org = org;
    }

    /**
     * @param cheap
     *            the object is small enough to group its records
     */
    Uni<Map<Measure, Long>> read(ObjectDescribe describe, boolean cheap) {
        Map<Measure, Uni<Long>> questions = new EnumMap<>(Measure.class);
        String from = " FROM " + describe.name();
        switch (describe.name()) {
            case "User" -> {
                ask(questions, Measure.INACTIVE, describe, "IsActive",
                        org.count("SELECT COUNT()" + from + " WHERE IsActive = false"));
                ask(questions, Measure.WITHOUT_EMAIL, describe, "Email",
                        org.count("SELECT COUNT()" + from + " WHERE Email = null"));
            }
            case "Task", "Event" -> {
                if (isFilterable(describe, "IsDeleted")) {
                    ask(questions, Measure.ARCHIVED, describe, "IsArchived", org.queryAll(
                            "SELECT COUNT()" + from + " WHERE IsArchived = true AND IsDeleted = false")
                            .map(page -> page.totalSize()));
                }
            }
            case "Contact", "Lead" -> {
                if (cheap && describe.field("Email").filter(Field::groupable).isPresent()) {
                    ask(questions, Measure.SHARED_EMAILS, describe, "Email", Rows.all(org, org.query("SELECT Email"
                            + from + " WHERE Email != null GROUP BY Email HAVING COUNT(Id) > 1 LIMIT 2000"))
                            .map(rows -> (long) rows.size()));
                }
            }
            default -> {
                // Nothing to ask about the other objects.
            }
        }
        return answers(questions);
    }

    private static void ask(Map<Measure, Uni<Long>> questions, Measure measure, ObjectDescribe describe, String field,
            Uni<Long> question) {
        if (isFilterable(describe, field)) {
            questions.put(measure, question);
        }
    }

    private static boolean isFilterable(ObjectDescribe describe, String field) {
        return describe.field(field).filter(Field::filterable).isPresent();
    }

    private static Uni<Map<Measure, Long>> answers(Map<Measure, Uni<Long>> questions) {
        Map<Measure, Long> answers = new EnumMap<>(Measure.class);
        return Multi.createFrom().iterable(questions.entrySet()).onItem()
                .transformToUniAndConcatenate(question -> question.getValue()
                        .invoke(answer -> answers.put(question.getKey(), answer))
                        .onFailure(Refusal::concernsOneObject).recoverWithItem(0L))
                .collect().last().replaceWith(answers);
    }
}
