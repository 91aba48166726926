package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** The generated org imported once more into an empty CRM, to be held against the undisturbed run. */
final class ComparedRun {

    private final Installation installation;
    private final FirstMigration first;
    private final Snapshot snapshot;
    private final String id;

    private ComparedRun(Installation installation, String id) {
        this.installation = installation;
        this.first = installation.first();
        this.snapshot = Snapshot.of(installation.database());
        this.id = id;
    }

    /**
     * Analyzes undisturbed and begins the run.
     *
     * @param faults
     *            rules for the simulator, from the run on
     */
    static ComparedRun of(Installation installation, String... faults) {
        installation.first();
        return analyzed(installation, installation.api().ready(installation.source()), faults);
    }

    /** Begins the run of an analyzed migration. */
    static ComparedRun analyzed(Installation installation, String id, String... faults) {
        ComparedRun run = new ComparedRun(installation, id);
        run.snapshot.empty();
        installation.source().resetStats();
        for (String fault : faults) {
            installation.source().disturb(fault);
        }
        installation.api().run(id).expect(202);
        return run;
    }

    String id() {
        return id;
    }

    /** The record at the end. The ledger and every row are those of the undisturbed run, and Salesforce was asked politely. */
    JsonNode assertEndsAsTheUndisturbedOne() {
        JsonNode record = installation.api().awaitRun(id);
        assertThat(record.path("status").asText()).isEqualTo(first.record().path("status").asText());
        for (JsonNode object : record.path("objects")) {
            JsonNode then = first.object(object.path("object").asText());
            for (String state : new String[]{"records_total", "imported", "updated", "unchanged", "failed"}) {
                assertThat(object.path(state).asLong()).as("%s of %s", state, object)
                        .isEqualTo(then.path(state).asLong());
            }
        }
        assertRowsAreTheSame();
        first.assertLinkedAlike(installation.api().get("/" + id + "/validation").expect(200));
        assertThat(installation.source().stats().path("misuse")).isEmpty();
        return record;
    }

    void assertRowsAreTheSame() {
        snapshot.assertUnchanged();
    }
}
