package com.crmfactory.migration.gateway.migration;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import com.crmfactory.migration.model.configuration.MigrationConfiguration;
import com.crmfactory.migration.model.report.ObjectReport;
import com.crmfactory.migration.model.target.TargetCatalogue;

/** The configuration that holds until a user stores one: what the analysis suggests for each object. */
public final class SuggestedConfiguration {
    private static final List<String> ORDER = TargetCatalogue.defaultObjects();
    /** The CRM's own objects first, in their order of presentation; then the others by name. */
    public static final Comparator<ObjectReport> BY_PRESENTATION = Comparator
            .comparingInt((ObjectReport object) -> ORDER.contains(object.object())
                    ? ORDER.indexOf(object.object())
                    : ORDER.size())
            .thenComparing(ObjectReport::object);

    private SuggestedConfiguration() {
    }

    public static MigrationConfiguration of(Collection<AnalyzedObject> analyzed) {
        return new MigrationConfiguration(analyzed.stream()
                .sorted(Comparator.comparing(AnalyzedObject::report, BY_PRESENTATION)).map(AnalyzedObject::suggestion)
                .toList(), null, null, null);
    }
}
