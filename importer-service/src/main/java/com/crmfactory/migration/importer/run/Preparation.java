package com.crmfactory.migration.importer.run;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.importer.load.CustomFieldDefinitions;
import com.crmfactory.migration.importer.load.CustomObjects;
import com.crmfactory.migration.importer.load.GoneRows;
import com.crmfactory.migration.importer.load.OwnerLinks;
import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;

import io.smallrye.mutiny.Uni;

/** What has to be in the CRM before the records of an object come. May be repeated. */
@ApplicationScoped
class Preparation {
    private final CustomFieldDefinitions customFields;
    private final OwnerLinks owners;
    private final CustomObjects customObjects;
    private final GoneRows goneRows;

    Preparation(CustomFieldDefinitions customFields, OwnerLinks owners, CustomObjects customObjects,
            GoneRows goneRows) {
        this.customFields = customFields;
        this.owners = owners;
        this.customObjects = customObjects;
        this.goneRows = goneRows;
    }

    /** @return why the object cannot be imported as the configuration wants it; empty if it can */
    Uni<Optional<Failure>> run(ObjectRun run) {
        ImportObject command = run.command();
        LoadPlan plan = LoadPlan.of(command);
        return customObjects.add(run.destination(), plan.table(), command.object(), command.label())
                .flatMap(own -> own
                        ? goneRows.forget(plan, run.organizationId())
                                .flatMap(forgotten -> definitionsAndOwners(run, command, plan))
                        : Uni.createFrom().item(Optional.of(customObjectTaken(command))));
    }

    private Uni<Optional<Failure>> definitionsAndOwners(ObjectRun run, ImportObject command, LoadPlan plan) {
        return customFields.add(run.organizationId(), command.configuration().target(), command.customFields())
                .flatMap(added -> owners.add(plan.rules(), run.destination()))
                .map(unknown -> unknown.isEmpty() ? Optional.empty() : Optional.of(ownerUnknown(unknown)));
    }

    private static Failure customObjectTaken(ImportObject command) {
        return new Failure("custom_object_taken", FailureType.CONFLICT,
                "The CRM's custom object of " + command.configuration().target()
                        + " holds the records of another Salesforce object than " + command.object() + ".",
                "Give " + command.object() + " a target with another key in a new migration.");
    }

    private static Failure ownerUnknown(Set<UUID> users) {
        return new Failure("owner_unknown", FailureType.REQUEST,
                "The configuration names owners whom the CRM does not have: " + users.stream().map(UUID::toString)
                        .collect(Collectors.joining(", ")) + ".",
                "Correct owners.map and owners.fallback_owner, then retry.");
    }
}
