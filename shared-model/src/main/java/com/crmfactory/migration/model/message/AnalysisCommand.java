package com.crmfactory.migration.model.message;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;

/** What the gateway asks of the analyzer, on {@code migration.analysis.commands}. */
public sealed interface AnalysisCommand extends MigrationMessage {

    Map<String, Class<? extends AnalysisCommand>> TYPES = Map.of("analyze_org", AnalyzeOrg.class);

    /**
     * Read an org and report on it.
     *
     * @param analysis
     *            counts the analyses of a migration, from 1; an older one is ignored
     * @param recordsPerSecond
     *            what this installation has measured in earlier runs, by object; null or without an object that it has
     *            never imported
     */
    record AnalyzeOrg(String migrationId, String organizationId, int analysis, String instanceUrl, SealedToken token,
            @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, Double> recordsPerSecond)
            implements
                AnalysisCommand {

        public AnalyzeOrg(String migrationId, String organizationId, int analysis, String instanceUrl,
                SealedToken token) {
            this(migrationId, organizationId, analysis, instanceUrl, token, null);
        }

        public AnalyzeOrg {
            Required.fields("migration_id", migrationId, "organization_id", organizationId, "instance_url", instanceUrl,
                    "token", token);
        }

        @Override
        public String type() {
            return "analyze_org";
        }
    }
}
