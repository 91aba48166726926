package com.crmfactory.migration.analyzer.mapping;

import com.crmfactory.migration.model.configuration.Transform;
import com.crmfactory.migration.model.report.FieldStatus;
import com.crmfactory.migration.salesforce.Field;

/**
 * What becomes of one field.
 *
 * @param home
 *            only for {@link Place#COLUMN}
 * @param transform
 *            null if it is not migrated
 * @param reason
 *            why, for the reader of the report; never null
 */
record FieldDecision(Field field, Place place, StandardFields.Home home, Transform transform, FieldStatus status,
        double confidence, String reason) {

    /** Where the value goes. */
    enum Place {
        /** The record's {@code sf_id}, which the importer always keeps. */
        RECORD_ID,
        COLUMN,
        CUSTOM_FIELD,
        /** Nothing that the CRM could use is lost: bookkeeping of Salesforce, or parts that are migrated themselves. */
        LEFT_HARMLESSLY,
        LEFT
    }

    static FieldDecision column(Field field, StandardFields.Home home, Transform transform, String reason) {
        return new FieldDecision(field, Place.COLUMN, home, transform, FieldStatus.AUTO, 1.0, reason);
    }

    static FieldDecision similar(Field field, StandardFields.Home home, Transform transform, double confidence) {
        return new FieldDecision(field, Place.COLUMN, home, transform, FieldStatus.AUTO,
                Math.round(confidence * 100) / 100.0,
                "its type and name resemble the CRM's column " + home.column() + ": check that they mean the same");
    }

    static FieldDecision custom(Field field, Transform transform) {
        return new FieldDecision(field, Place.CUSTOM_FIELD, null, transform, FieldStatus.CUSTOM_FIELD, 0.9,
                field.custom()
                        ? "a field of your own, kept as a custom field of the CRM"
                        : "the CRM has no column for it: kept as a custom field");
    }

    static FieldDecision partial(Field field, Transform transform, String reason) {
        return new FieldDecision(field, Place.CUSTOM_FIELD, null, transform, FieldStatus.PARTIAL, 0.8, reason);
    }

    static FieldDecision left(Field field, String reason) {
        return new FieldDecision(field, Place.LEFT, null, null, FieldStatus.NOT_MIGRATED, 1.0, reason);
    }

    static FieldDecision harmless(Field field, String reason) {
        return new FieldDecision(field, Place.LEFT_HARMLESSLY, null, null, FieldStatus.NOT_MIGRATED, 1.0, reason);
    }

    FieldDecision review(String why) {
        return new FieldDecision(field, place, home, transform, FieldStatus.MANUAL_REVIEW, 0.5, why);
    }

    FieldDecision because(String why) {
        return new FieldDecision(field, place, home, transform, status, confidence, why);
    }
}
