package com.crmfactory.migration.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.crmfactory.migration.messaging.Departure;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import io.quarkus.scheduler.Scheduled;

/** The rooms of the architecture, and what they may touch. */
@AnalyzeClasses(packages = "com.crmfactory.migration.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
    private static final String GATEWAY = "com.crmfactory.migration.gateway.";

    @ArchTest
    static final ArchRule theStateMachineIsPure = classes().that().resideInAPackage(GATEWAY + "migration..")
            .should().onlyDependOnClassesThat().resideInAnyPackage(GATEWAY + "migration..",
                    "com.crmfactory.migration.model..", "com.fasterxml.jackson.annotation..", "java..")
            .because("a decision that touches nothing can be tested for every status and event without a server");

    @ArchTest
    static final ArchRule onlyTheStoreKnowsTheSchema = noClasses().that()
            .resideOutsideOfPackages(GATEWAY + "store..", GATEWAY + "change..", GATEWAY + "connection..")
            .should().dependOnClassesThat().resideInAnyPackage("jakarta.persistence..", "org.hibernate..")
            .because("tables change; what they mean to the rest is said by the store's methods");

    @ArchTest
    static final ArchRule onlyMessagingHearsKafka = noClasses().that()
            .resideOutsideOfPackage(GATEWAY + "messaging..")
            .should().dependOnClassesThat().resideInAnyPackage("org.eclipse.microprofile.reactive.messaging..",
                    "org.apache.kafka..")
            .because("what is sent goes through the outbox, with the state that it tells of");

    @ArchTest
    static final ArchRule messagesDoNotComeInThroughTheWeb = noClasses().that()
            .resideInAnyPackage(GATEWAY + "messaging..", GATEWAY + "store..", GATEWAY + "view..")
            .should().dependOnClassesThat().resideInAnyPackage("jakarta.ws.rs..", GATEWAY + "web..")
            .because("a consumer, a table and a document outlive the protocol that asks for them");

    @ArchTest
    static final ArchRule onlyConnectionsCallSalesforce = noClasses().that()
            .resideOutsideOfPackage(GATEWAY + "connection..").should().dependOnClassesThat()
            .haveFullyQualifiedName("com.crmfactory.migration.salesforce.OrgAccess")
            .orShould().dependOnClassesThat().resideInAPackage("java.net.http..")
            .because("the gateway keeps credentials and checks hosts; analyzer and importer do the reading");

    @ArchTest
    static final ArchRule tokensAreHandledInTwoPlaces = noClasses().that()
            .resideOutsideOfPackages(GATEWAY + "store..", GATEWAY + "web..", GATEWAY + "change..",
                    GATEWAY + "connection..")
            .should().dependOnClassesThat()
            .haveFullyQualifiedName("com.crmfactory.migration.salesforce.AccessToken")
            .because("a token comes in through the door, goes into its seal, and nobody else holds one");

    @ArchTest
    static final ArchRule schedulesEndWithTheProcess = methods().that().areAnnotatedWith(Scheduled.class)
            .should().beAnnotatedWith(describe("@Scheduled(skipExecutionIf = Departure.class)", annotation -> annotation
                    .getRawType().isEquivalentTo(Scheduled.class)
                    && annotation.as(Scheduled.class).skipExecutionIf() == Departure.class))
            .because(
                    "the database is let go of before the scheduler stops: each round of it would be logged as a fault");
}
