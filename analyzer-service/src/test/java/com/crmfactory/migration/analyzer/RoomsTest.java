package com.crmfactory.migration.analyzer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.crmfactory.migration.salesforce.SalesforceClient;
import com.crmfactory.migration.salesforce.SalesforceOrg;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.crmfactory.migration.analyzer", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
    private static final String[] PURE = {"..analyzer.mapping..", "..analyzer.readiness..", "..analyzer.risk.."};

    @ArchTest
    static final ArchRule DECISIONS_ARE_PURE = noClasses().that().resideInAnyPackage(PURE).should()
            .dependOnClassesThat().resideInAnyPackage("io.smallrye..", "io.vertx..", "io.quarkus..", "jakarta..",
                    "org.apache.kafka..", "java.net..", "java.sql..", "..migration.messaging..", "..analyzer.org..",
                    "..analyzer.store..", "..analyzer.run..", "..analyzer.messaging..")
            .because("what a report says must be testable without a network, a database or a clock");

    @ArchTest
    static final ArchRule DECISIONS_ASK_NOBODY = noClasses().that().resideInAnyPackage(PURE).should()
            .dependOnClassesThat().belongToAnyOf(SalesforceOrg.class, SalesforceClient.class)
            .because("describes are given to them; only the package org talks to Salesforce");

    @ArchTest
    static final ArchRule ONLY_ORG_TALKS_TO_SALESFORCE = noClasses().that().resideOutsideOfPackage("..analyzer.org..")
            .should().dependOnClassesThat().belongToAnyOf(SalesforceClient.class)
            .because("every API call costs the customer something and is made in one place");

    @ArchTest
    static final ArchRule ORG_WRITES_NOTHING = noClasses().that().resideInAPackage("..analyzer.org..").should()
            .dependOnClassesThat().resideInAnyPackage("..analyzer.store..", "..analyzer.messaging..", "io.vertx..")
            .because("reading an org and remembering what was read are two things");

    @ArchTest
    static final ArchRule SQL_IS_IN_THE_STORE = noClasses().that().resideOutsideOfPackage("..analyzer.store..").should()
            .dependOnClassesThat().resideInAPackage("io.vertx.mutiny.sqlclient..")
            .because("state changes and the events that tell of them belong into one transaction");

    @ArchTest
    static final ArchRule MAPPING_KNOWS_NEITHER_SCORES_NOR_RISKS = noClasses().that()
            .resideInAPackage("..analyzer.mapping..").should().dependOnClassesThat()
            .resideInAnyPackage("..analyzer.readiness..", "..analyzer.risk..")
            .because("a verdict is drawn from the mapping, never the other way round");

    @ArchTest
    static final ArchRule CLASSES_SAY_WHAT_THEY_ARE = classes().should().haveSimpleNameNotEndingWith("Manager")
            .andShould().haveSimpleNameNotEndingWith("Helper").andShould().haveSimpleNameNotEndingWith("Util")
            .andShould().haveSimpleNameNotEndingWith("Impl").andShould().haveSimpleNameNotEndingWith("DTO")
            .because("a name that fits everything says nothing");
}
