package com.crmfactory.migration.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.crmfactory.migration.model", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    @ArchTest
    static final ArchRule ONLY_THE_JDK_AND_JACKSONS_ANNOTATIONS = classes().should().onlyDependOnClassesThat()
            .resideInAnyPackage("com.crmfactory.migration.model..", "java..", "com.fasterxml.jackson.annotation..")
            .because("every service shares these words; a framework here would be forced on all of them");

    @ArchTest
    static final ArchRule NO_INPUT_OR_OUTPUT = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.sql..", "java.util.concurrent..")
            .because("words and pure functions can be tested, and trusted, without a network, a file or a thread");

    @ArchTest
    static final ArchRule NO_CLOCK_AND_NO_CHANCE = noClasses().should().callMethod("java.time.Instant", "now")
            .orShould().callMethod("java.lang.System", "currentTimeMillis").orShould()
            .callMethod("java.lang.System", "nanoTime").orShould().dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random")
            .because("the same input gives the same plan, today and tomorrow");

    @ArchTest
    static final ArchRule PACKAGES_DEPEND_ON_ONE_ANOTHER_IN_ONE_DIRECTION = slices()
            .matching("com.crmfactory.migration.model.(*)..").should().beFreeOfCycles()
            .because("a change of one feature's words must not ripple back to itself");
}
