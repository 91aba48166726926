package com.crmfactory.migration.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.testing.ImporterPort;
import com.crmfactory.migration.gateway.testing.Org;
import com.crmfactory.migration.gateway.testing.Peers;
import com.crmfactory.migration.gateway.testing.Sql;
import com.crmfactory.migration.gateway.testing.Wire;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;

@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
@QuarkusTestResource(ImporterPort.class)
class PresentMigrationsIT {
    @Inject
    PresentMigrations present;
    @Inject
    Migrations migrations;

    /** Whatever the tests before left there is compared as well. */
    @Test
    void tellsWhatASessionTells() throws Throwable {
        try (Wire wire = new Wire()) {
            Peers running = new Peers(wire).analyze(Org.USER, Org.ACCOUNT, Org.CONTACT).run();
            running.imports("User", 3);
            running.fails("Account", new Failure("bulk_job_failed", FailureType.TRANSIENT, "It failed.", "Again."));
            running.imports("Contact", 5);
            wire.await(running.id, "validate_import");
            running.validates(1, true);
            wire.await(running.id, "migration_completed");
            Peers failed = new Peers(wire);
            failed.failsAnalysis(1, new Failure("sf_forbidden", FailureType.ACCESS, "No.", null));
            failed.awaitStatus("analysis_failed");
        }
        List<String> ids = Sql.texts("select id from migration.migration");
        assertThat(ids).hasSizeGreaterThan(1);
        for (String id : ids) {
            Optional<Migration> kept = VertxContextSupport
                    .subscribeAndAwait(() -> Panache.withSession(() -> migrations.find(id)));
            assertThat(VertxContextSupport.subscribeAndAwait(() -> present.find(id))).isEqualTo(kept).isPresent();
        }
        assertThat(VertxContextSupport.subscribeAndAwait(() -> present.find("mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM")))
                .isEmpty();
    }
}
