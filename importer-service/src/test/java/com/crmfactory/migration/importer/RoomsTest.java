package com.crmfactory.migration.importer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may touch what in the importer. */
@AnalyzeClasses(packages = "com.crmfactory.migration.importer", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
    private static final String ROOT = "com.crmfactory.migration.importer.";
    private static final String SALESFORCE = "com.crmfactory.migration.salesforce..";
    private static final String SQL = "io.vertx..";

    @ArchTest
    static final ArchRule EXTRACT_KNOWS_ONLY_SALESFORCE = noClasses().that().resideInAPackage(ROOT + "extract..")
            .should().dependOnClassesThat()
            .resideInAnyPackage(ROOT + "transform..", ROOT + "load..", ROOT + "run..", ROOT + "row..", SQL)
            .because("extract ends at cells of text; what they mean and where they go is not its business");

    @ArchTest
    static final ArchRule TRANSFORM_IS_PURE = noClasses().that().resideInAPackage(ROOT + "transform..").should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "extract..", ROOT + "load..", ROOT + "run..", SALESFORCE, SQL, "io.smallrye..",
                    "java.net.http..", "java.sql..")
            .because("the same cells must give the same row, tested without a network or a database");

    @ArchTest
    static final ArchRule LOAD_KNOWS_ONLY_SQL = noClasses().that().resideInAPackage(ROOT + "load..").should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "extract..", ROOT + "transform..", ROOT + "run..", SALESFORCE)
            .because("rows come ready; where they came from is not load's business");

    @ArchTest
    static final ArchRule ROWS_ARE_PLAIN = noClasses().that().resideInAPackage(ROOT + "row..").should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "extract..", ROOT + "transform..", ROOT + "load..", ROOT + "run..", SALESFORCE,
                    SQL, "io.smallrye..")
            .because("transform and load meet in rows, and in nothing else");

    @ArchTest
    static final ArchRule NOBODY_NEEDS_RUN = noClasses().that().resideOutsideOfPackage(ROOT + "run..").should()
            .dependOnClassesThat().resideInAPackage(ROOT + "run..")
            .because("only run knows extract, transform and load; nothing depends on it in turn");
}
