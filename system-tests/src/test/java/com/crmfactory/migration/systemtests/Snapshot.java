package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import com.crmfactory.migration.localstack.chaos.CrmState;

/** The CRM as it was, to hold a later state against. */
final class Snapshot {

    private final CrmState state;

    private Snapshot(CrmState state) {
        this.state = state;
    }

    static Snapshot of(Database database) {
        return new Snapshot(new CrmState(database.where()));
    }

    /** Keeps the present state. */
    void take() {
        run(state::take);
    }

    /** Fails with some of the rows that differ. */
    void assertUnchanged() {
        run(() -> assertThat(state.differences()).isEmpty());
    }

    /** Empties the CRM, so that the same org can be imported once more from nothing. */
    void empty() {
        run(state::empty);
    }

    /** The tables that hold records of Salesforce. */
    List<String> tables() {
        List<String> names = new ArrayList<>();
        run(() -> names.addAll(state.tables()));
        return names;
    }

    private interface Step {
        void run() throws SQLException;
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
