package com.crmfactory.migration.gateway.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import com.crmfactory.migration.gateway.view.ReportView.ReportedObjectView;
import com.crmfactory.migration.gateway.view.TimelineView;
import com.crmfactory.migration.gateway.view.TimelineView.ObjectActual;
import com.crmfactory.migration.model.Compatibility;
import com.crmfactory.migration.model.report.FieldReport;
import com.crmfactory.migration.model.report.FieldStatus;

import io.quarkus.qute.TemplateExtension;

/** How figures and codes read on the page. */
@TemplateExtension
final class Words {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter
            .ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Words() {
    }

    /** 12,345. */
    static String grouped(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /** What Salesforce did not tell is no number. */
    static String orUnknown(Long number) {
        return number == null ? "not known" : grouped(number.longValue());
    }

    /** How long the object was to take, or a dash. */
    static String predicted(ObjectActual object) {
        return object.estimatedSeconds() == null ? "–" : duration(object.estimatedSeconds().longValue());
    }

    static String callsPredicted(ObjectActual object) {
        return object.apiCallsEstimated() == null ? "–" : grouped(object.apiCallsEstimated().longValue());
    }

    static String callsLeft(TimelineView timeline) {
        return orUnknown(timeline.apiCallsRemaining());
    }

    static String grouped(int number) {
        return grouped((long) number);
    }

    /** 2 h 05 min, 3 min 20 s, 45 s. */
    static String duration(long seconds) {
        if (seconds >= 3600) {
            return String.format(Locale.ENGLISH, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
        }
        return seconds >= 60
                ? String.format(Locale.ENGLISH, "%d min %02d s", seconds / 60, seconds % 60)
                : seconds + " s";
    }

    static String day(Instant time) {
        return MINUTE.format(time);
    }

    /** {@code manual_review} becomes "manual review". */
    static String words(String code) {
        return code.replace('_', ' ');
    }

    static String words(Compatibility compatibility) {
        return words(compatibility.wire());
    }

    static String words(FieldStatus status) {
        return words(status.wire());
    }

    static String listed(List<String> names) {
        return String.join(", ", names);
    }

    /** How many of an object's fields end so, for example "41 auto, 3 custom field". */
    static String fieldsInShort(ReportedObjectView object) {
        StringBuilder text = new StringBuilder();
        for (FieldStatus status : FieldStatus.values()) {
            long count = object.fields().stream().filter(field -> field.status() == status).count();
            if (count > 0) {
                text.append(text.isEmpty() ? "" : ", ").append(count).append(' ').append(words(status));
            }
        }
        return text.toString();
    }

    /** 0.3 becomes 30 %. */
    static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    static String points(double points) {
        return String.format(Locale.ENGLISH, "%.1f points", points);
    }

    /** Where a chart's row begins. */
    static int rows(int number, int height) {
        return number * height;
    }

    static double shifted(double x, int by) {
        return Drawing.rounded(x + by);
    }

    /** Where the field goes, or a dash. */
    static String home(FieldReport field) {
        return field.target() == null ? "–" : field.target();
    }
}
