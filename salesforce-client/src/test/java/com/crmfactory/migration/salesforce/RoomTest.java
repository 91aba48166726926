package com.crmfactory.migration.salesforce;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.crmfactory.migration.salesforce", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomTest {

    @ArchTest
    static final ArchRule TOUCHES_HTTP_JSON_AND_CSV_ONLY = classes().should().onlyDependOnClassesThat()
            .resideInAnyPackage("com.crmfactory.migration.salesforce", "com.crmfactory.migration.model", "java..",
                    "javax.net.ssl", "com.fasterxml.jackson..", "io.smallrye.mutiny..")
            .because("this room knows Salesforce: no CRM, no Kafka, no database, no framework");
}
