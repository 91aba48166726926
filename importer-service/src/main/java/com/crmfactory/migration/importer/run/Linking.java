package com.crmfactory.migration.importer.run;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.importer.extract.StandardPriceList;
import com.crmfactory.migration.importer.load.CaseThreads;
import com.crmfactory.migration.importer.load.LinkStep;
import com.crmfactory.migration.importer.load.Merges;
import com.crmfactory.migration.importer.load.PersonContacts;
import com.crmfactory.migration.importer.load.Settlement;
import com.crmfactory.migration.importer.load.StandardPrices;
import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;

import io.smallrye.mutiny.Uni;

/** What remains once the records of an object are in: links, and what belongs to its table alone. */
@ApplicationScoped
class Linking {
    private final Controls controls;
    private final Settlement settlement;
    private final Merges merges;
    private final LinkStep links;
    private final CaseThreads threads;
    private final StandardPrices prices;
    private final PersonContacts people;
    private final ObjectRuns runs;
    private final Connections connections;

    Linking(Controls controls, Settlement settlement, Merges merges, LinkStep links, CaseThreads threads,
            StandardPrices prices, PersonContacts people, ObjectRuns runs, Connections connections) {
        this.controls = controls;
        this.settlement = settlement;
        this.merges = merges;
        this.links = links;
        this.threads = threads;
        this.prices = prices;
        this.people = people;
        this.runs = runs;
        this.connections = connections;
    }

    /**
     * May be repeated from the start after a crash, and after a pause: it fails with {@link ObjectStopped} between two
     * steps if the run is held or cancelled.
     *
     * @return calls to Salesforce that it took
     */
    Uni<Integer> run(ObjectRun run) {
        LoadPlan plan = LoadPlan.of(run.command());
        return settlement.run(plan, run.destination(), run.id(), run.attempt(), () -> controls.turn(run))
                .flatMap(settled -> controls.turn(run)).flatMap(free -> links.run(plan, run.organizationId()))
                .flatMap(linked -> controls.turn(run))
                .flatMap(free -> merges.run(plan, run.destination(), run.id(), run.attempt()))
                .flatMap(merged -> controls.turn(run)).flatMap(free -> ofItsTable(run, plan));
    }

    /** What belongs together may come in any order, since a retry brings the records that were rejected at first. */
    private Uni<Integer> ofItsTable(ObjectRun run, LoadPlan plan) {
        return switch (run.command().configuration().target()) {
            case "cases", "case_comments" -> threads.number(run.organizationId()).replaceWith(0);
            case "products" -> prices(run, plan);
            case "accounts", "contacts" -> persons(run, plan).replaceWith(0);
            default -> Uni.createFrom().item(0);
        };
    }

    /** Nothing to do where no accounts or no contacts came from this org, or none of the accounts can be a person. */
    private Uni<Void> persons(ObjectRun run, LoadPlan plan) {
        return latest(run, "Account").flatMap(account -> account.flatMap(PersonAccounts::contactId)
                .map(contactId -> latest(run, "Contact").flatMap(contact -> contact
                        .map(half -> people.fill(run.organizationId(), plan.rules(), contactId,
                                PersonAccounts.shared(account.get(), half)))
                        .orElse(Uni.createFrom().voidItem())))
                .orElse(Uni.createFrom().voidItem()));
    }

    private Uni<Optional<ObjectConfiguration>> latest(ObjectRun run, String object) {
        return run.object().equals(object)
                ? Uni.createFrom().item(Optional.of(run.command().configuration()))
                : runs.latest(run.organizationId(), run.command().source().sfOrgId(), object)
                        .map(found -> found.map(other -> other.command().configuration()));
    }

    private Uni<Integer> prices(ObjectRun run, LoadPlan plan) {
        return connections.of(run.command()).flatMap(connection -> StandardPriceList.read(connection.org(),
                some -> prices.set(run.destination(), plan.rules(), some)));
    }
}
